import { Converter } from 'opencc-js/t2cn';

/** Words that belong to an advertisement and not to a job; longest first, so that 五险一金 goes before 五险. */
export type NoiseWords = readonly string[];

const toSimplified = Converter({ from: 'tw', to: 'cn' });
const PAY =
  /(?:月薪|日薪|底薪|年薪|薪资|工资|收入|月入|时薪|保底|综合|月)?\s*\d+(?:\.\d+)?\s*[kw万千元块]?\s*(?:-|~|—|–|至|到)\s*\d+(?:\.\d+)?\s*[kw万千元块]?(?:\/?[月年天日时薪]+)?(?:\+|以上|起|左右)?|\d{3,6}(?:元|\+|-)?|\d+(?:\.\d+)?[kw万千](?:\+|以上|起)?/gu;
const BRACKETS = /[([【][^)\]】]*[)\]】]?/gu;
const SIGNS = /[^\p{L}\p{N}_+#.]/gu;
const LOOSE_NUMBERS = /(?<![a-z])[\d.+]+(?![a-z\d])/gu;

/** Text of a lexicon: a header line, then one row a line. */
export function rowsOf(tsv: string): string[][] {
  return tsv
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

export function noiseWordsOf(tsv: string): NoiseWords {
  const words = rowsOf(tsv).flatMap((row) => (row[1] ?? '').split('|'));
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}

/** One spelling for what people type: full width, capitals, 繁體. */
export function spelled(title: string): string {
  const plain = title.normalize('NFKC').toLowerCase().trim();
  return toSimplified(plain);
}

/** The job that an advertisement's line names, without pay, benefits, places in brackets; the line itself when nothing is left. */
export function jobWords(line: string, noise: NoiseWords): string {
  const dotted = line.replace(/[.…]{2,}/gu, '...');
  const outside = dotted.replace(BRACKETS, ' ');
  let text = lettersIn(outside) >= 2 ? outside : dotted;
  text = text.replace(PAY, ' ');
  for (const word of noise) if (text.includes(word)) text = text.replaceAll(word, ' ');
  text = text.replace(SIGNS, ' ').replace(LOOSE_NUMBERS, ' ').replace(/\s+/gu, ' ').trim();
  return text === '' ? line : text;
}

/**
 * Features of a spelled title in three blocks: marked 1–4-grams of the job's words, the first and last characters of each part
 * (the head noun of a Chinese compound stands last), 1–3-grams of the whole line (what the cleaning took away still tells).
 */
export function titleBlocks(line: string, noise: NoiseWords): string[][] {
  const parts = jobWords(line, noise).split(' ');
  const grams: string[] = [];
  const edges: string[] = [];
  for (const part of parts) {
    addGrams(grams, `^${part}$`, 4);
    addEdges(edges, part);
  }
  const whole: string[] = [];
  addGrams(whole, line, 3);
  return [grams, edges, whole];
}

function addGrams(out: string[], text: string, longest: number): void {
  for (let start = 0; start < text.length; start += 1) {
    const last = Math.min(text.length, start + longest);
    for (let end = start + 1; end <= last; end += 1) out.push(text.slice(start, end));
  }
}

function addEdges(out: string[], part: string): void {
  for (let size = 1; size <= Math.min(4, part.length); size += 1) {
    out.push(`$${part.slice(-size)}`, part.slice(0, size));
  }
}

function lettersIn(text: string): number {
  return text.replace(/[^\p{L}\p{N}_]/gu, '').length;
}
