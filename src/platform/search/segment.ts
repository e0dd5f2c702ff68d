import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { Converter } from 'opencc-js/t2cn';

/** A document's text beyond this is not searched; a query has no use for more words than that. */
const longestText = 100_000;
const longestQuery = 1_000;
const mostQueryWords = 32;
/** Longer words are rubbish; PostgreSQL takes 2,046 bytes. */
const longestWord = 60;
/** Longer texts are hardly written twice. */
const longestRemembered = 80;
/** Some 50 MB. */
const mostRemembered = 50_000;

const han = '\\p{Script=Han}';
/** Runs of Chinese; else words that may begin like `.net` and go on like `c++`, `c#`, `node.js`, `s7-1200`. */
const runs = new RegExp(
  `[${han}]+|\\.?(?!${han})[\\p{L}\\p{N}](?:(?!${han})[\\p{L}\\p{M}\\p{N}+#]|[._-](?=(?!${han})[\\p{L}\\p{N}]))*`,
  'gu',
);
const isHan = new RegExp(`^[${han}]`, 'u');

let jieba: Jieba | undefined;
/** The dictionary takes 0.2 s to load: the first who needs it pays. */
function cutter(): Jieba {
  jieba ??= Jieba.withDict(dict);
  return jieba;
}

export const toSimplified = Converter({ from: 't', to: 'cn' });

/** One writing for what reads the same: full width, case, 繁體. */
export function evenText(text: string, longest: number): string {
  // Twice: what NFKC makes larger must not pass the limit, and what lower case decomposes is composed again.
  const even = text
    .slice(0, longest)
    .toWellFormed()
    .normalize('NFKC')
    .slice(0, longest)
    .toLowerCase()
    .normalize('NFKC');
  return toSimplified(even.toWellFormed());
}

/** Most texts of documents are names of concepts and come again and again: the short ones are kept with what was made of them. */
function remembering<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (text.length > longestRemembered) return made;
    if (known.size >= mostRemembered) known.clear();
    known.set(text, made);
    return made;
  };
}

const evenLine = remembering((line) => evenText(line, longestText));

/** `evenText` of lines. */
export function evenLines(lines: readonly string[], longest: number): string {
  return lines.map(evenLine).join('\n').slice(0, longest).toWellFormed();
}

/** `node.js` is found by `node`, `js` and `.js` too. */
function partsOfLatin(word: string): string[] {
  const fromDots = [...word.matchAll(/\./g)].map((dot) => word.slice(dot.index));
  return [word, ...word.split(/[._-]+/), ...word.split(/[._+#-]+/), ...fromDots];
}

function usable(found: Iterable<string>): string[] {
  return [...new Set(found)].filter((word) => word.length > 0 && word.length <= longestWord);
}

/** The words that a text is found by. */
export function wordsOfText(text: string): string[] {
  const found: string[] = [];
  for (const [run] of evenText(text, longestText).matchAll(runs)) {
    if (isHan.test(run)) found.push(...cutter().cut(run, true), ...cutter().cutForSearch(run, true), ...run);
    else found.push(...partsOfLatin(run));
  }
  return usable(found);
}

/** The words that must all be found; the last may be the beginning of one. Empty when the text has no word. */
export function wordsOfQuery(text: string): string[] {
  const found: string[] = [];
  for (const [run] of evenText(text, longestQuery).matchAll(runs)) {
    if (isHan.test(run)) found.push(...cutter().cut(run, true));
    else found.push(run.slice(0, longestWord));
  }
  // The last stays last even when it was written before.
  return usable(found.reverse()).slice(0, mostQueryWords).reverse();
}

/** No word of ours holds a quote or a backslash; this makes sure of it. */
function quote(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A text's words, each also as a tsvector holds it in a title and elsewhere. */
interface Cut {
  words: readonly string[];
  inTitle: readonly string[];
  inRest: readonly string[];
}

/** Cutting them anew was 40 % of a projection. */
const cutOf = remembering((text): Cut => {
  const words = wordsOfText(text);
  const quoted = words.map(quote);
  return { words, inTitle: quoted.map((word) => `${word}:1A`), inRest: quoted.map((word) => `${word}:1`) };
});

/** A value of type tsvector for a parameter: the first text (a title) weighs more than what follows. */
export function vectorOf([title = '', ...rest]: readonly string[]): string {
  const { words, inTitle } = cutOf(title);
  const seen = new Set(words);
  const found = [...inTitle];
  const length = rest.reduce((sum, text) => sum + text.length + 1, 0);
  for (const text of length > longestText ? [rest.join('\n')] : rest) {
    const cut = cutOf(text);
    cut.words.forEach((word, at) => {
      if (seen.has(word)) return;
      seen.add(word);
      found.push(cut.inRest[at] ?? '');
    });
  }
  return found.join(' ');
}

/** A value of type tsquery for a parameter, or null when there is nothing to look for. */
export function queryOf(text: string): string | null {
  const wanted = wordsOfQuery(text);
  if (wanted.length === 0) return null;
  return wanted.map((word, place) => (place === wanted.length - 1 ? `${quote(word)}:*` : quote(word))).join(' & ');
}
