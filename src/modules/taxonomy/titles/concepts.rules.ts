import { rowsOf } from './text.rules.ts';

const FIRST_HAN = 0x3400;

/** Word of a job (Chinese substring or English word sequence) -> what it is about, e.g. `food.cook` of the family `food`. */
export type ConceptLexicon = {
  readonly chinese: ReadonlyMap<string, readonly string[]>;
  readonly english: ReadonlyMap<string, readonly string[]>;
  readonly longest: number;
};

/** Lexicon rows: concept, Chinese words, English words (each separated by a bar). */
export function conceptLexiconOf(tsv: string): ConceptLexicon {
  const chinese = new Map<string, string[]>();
  const english = new Map<string, string[]>();
  let longest = 1;
  for (const [concept = '', zh = '', en = ''] of rowsOf(tsv)) {
    for (const word of zh.split('|').filter(Boolean)) {
      listIn(chinese, word).push(concept);
      longest = Math.max(longest, [...word].length);
    }
    for (const words of new Set(
      en
        .split('|')
        .filter(Boolean)
        .map((word) => stemsOf(word).join(' ')),
    )) {
      listIn(english, words).push(concept);
    }
  }
  return { chinese, english, longest };
}

/** Concepts of a spelled title, one entry a word found, longest words first: 网络工程 is not also 工程. */
export function conceptsOf(line: string, lexicon: ConceptLexicon): string[] {
  return [...chineseConcepts(line, lexicon), ...englishConcepts(stemsOf(line), lexicon)];
}

function chineseConcepts(line: string, { chinese, longest }: ConceptLexicon): string[] {
  const found: string[] = [];
  for (let at = 0; at < line.length; ) {
    let size = line.charCodeAt(at) < FIRST_HAN ? 0 : Math.min(longest, line.length - at);
    for (; size > 0; size -= 1) {
      const concepts = chinese.get(line.slice(at, at + size));
      if (concepts === undefined) continue;
      found.push(...concepts);
      break;
    }
    at += Math.max(1, size);
  }
  return found;
}

function englishConcepts(stems: string[], { english }: ConceptLexicon): string[] {
  const found: string[] = [];
  for (let at = 0; at < stems.length; ) {
    let step = 1;
    for (let size = Math.min(4, stems.length - at); size > 0; size -= 1) {
      const concepts = english.get(stems.slice(at, at + size).join(' '));
      if (concepts === undefined) continue;
      found.push(...concepts);
      step = size;
      break;
    }
    at += step;
  }
  return found;
}

/** Latin words of a title without the endings that only inflect (plural, -ing, -er): cook, cooks, cooking meet. */
export function stemsOf(line: string): string[] {
  return (line.toLowerCase().match(/[a-z0-9][a-z0-9+#.&]*/gu) ?? []).map((word) => stem(word.replace(/\.$/u, '')));
}

/** Words whose ending is the meaning: an engineer is not an engine, an officer not an office. */
const WHOLE = /^(engineer|officer|counselor|director|operator|conductor|designer|customer|player)s?$/u;

function stem(word: string): string {
  if (WHOLE.test(word)) return word.replace(/s$/u, '');
  if (word.length < 5 || /[^a-z]/u.test(word))
    return word.length === 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, 3) : word;
  let root = word.replace(/ies$/u, 'y').replace(/(?<![su])s$/u, '');
  root = root.replace(/(?:ational|ation|ition)$/u, 'at');
  if (root.length > 6) root = root.replace(/(?:ments?|ness|ing|ers?|ors?|ists?|ian|ive)$/u, '');
  else if (root.length > 5) root = root.replace(/(?:ing|er|or)$/u, '');
  return root
    .replace(/e$/u, '')
    .replace(/([bdgmnprt])\1$/u, '$1')
    .replace(/y$/u, 'i');
}

function listIn(map: Map<string, string[]>, key: string): string[] {
  const present = map.get(key);
  if (present !== undefined) return present;
  const fresh: string[] = [];
  map.set(key, fresh);
  return fresh;
}
