import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';

/** How a header came to its column, the surer first; PROPOSED is not to be taken for it without being said so. */
export type HeaderMatch = 'NAME' | 'ALIAS' | 'GUESSED' | 'PROPOSED';

export interface FoundColumn {
  column: string;
  how: HeaderMatch;
  /** 0 to 1. */
  confidence: number;
}

interface Word {
  column: string;
  how: HeaderMatch;
  folded: string;
  pairs: ReadonlySet<string>;
}

/** What a person is born as or lives as is never asked here, and pay is before tax: such a column is none of ours. */
const neverGuessed =
  /税后|户籍|户口|籍贯|身份证|性别|年龄|民族|政治面貌|婚|生育|宗教|血型|身高|体重|生日|出生|紧急联系/;
const conjunction = /[及和与或、/,&+]/;
const leastGuess = 0.62;
const leastLead = 0.08;

/** Width, case, spaces, a star for “required” and what stands in brackets say nothing of which column a header names. */
export function foldedHeader(header: string): string {
  const plain = folded(header);
  return plain.replace(/[([{【〔][^)\]}】〕]*[)\]}】〕]?/g, '') || plain;
}

/** The same with what stands in brackets, which may tell two columns apart. */
function folded(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*_"“”'：:。.]/g, '');
}

/** Finds the declared column that a header names. */
export class HeaderWords {
  private readonly words: readonly Word[];
  private readonly exact = new Map<string, Word>();
  private readonly known = new Map<string, FoundColumn | null>();

  constructor(columns: readonly ColumnDeclaration[]) {
    const of = (how: HeaderMatch, pick: (column: ColumnDeclaration) => readonly string[]): Word[] =>
      columns.flatMap((column) =>
        pick(column).map((text) => ({
          column: column.name,
          how,
          folded: foldedHeader(text),
          pairs: pairsOf(foldedHeader(text)),
        })),
      );
    this.words = [
      ...of('NAME', ({ name, header }) => [name, header]),
      ...of('ALIAS', ({ further = [] }) => further),
      ...of('GUESSED', ({ perhaps = [] }) => perhaps),
      ...of('PROPOSED', ({ proposedFor = [] }) => proposedFor),
    ];
    for (const word of [...this.words].reverse()) this.exact.set(word.folded, word);
  }

  /** Null for a header that names none, or could name several. */
  find(header: string): FoundColumn | null {
    const known = this.known.get(header);
    if (known !== undefined) return known;
    const found = this.exactly(header) ?? this.guess(foldedHeader(header));
    this.known.set(header, found);
    return found;
  }

  exactly(header: string): FoundColumn | null {
    const word = this.exact.get(foldedHeader(header));
    if (!word) return null;
    return {
      column: word.column,
      how: word.how,
      confidence: { NAME: 1, ALIAS: 0.95, GUESSED: 0.5, PROPOSED: 0.5 }[word.how],
    };
  }

  private guess(header: string): FoundColumn | null {
    if (header.length < 2 || isNeverAsked(header)) return null;
    const pairs = pairsOf(header);
    const best = new Map<string, { word: Word; likeness: number }>();
    for (const word of this.words) {
      const likeness = likenessOf(header, pairs, word);
      if (likeness > (best.get(word.column)?.likeness ?? 0)) best.set(word.column, { word, likeness });
    }
    const [first, second] = [...best.values()].sort((a, b) => b.likeness - a.likeness);
    if (!first || first.likeness < leastGuess || first.likeness - (second?.likeness ?? 0) < leastLead) return null;
    // “学历及专业要求” names two columns, whichever word is the longer.
    if (conjunction.test(header) && second && second.likeness > 0.4) return null;
    const { column, how } = first.word;
    const confidence = Math.min(0.9, Math.round(first.likeness * 100) / 100);
    return { column, how: how === 'PROPOSED' ? how : 'GUESSED', confidence };
  }
}

export function isNeverAsked(header: string): boolean {
  return neverGuessed.test(foldedHeader(header));
}

/**
 * How near a header is to a declared word. In Chinese the last word says what the thing is (岗位人数 is a number of
 * people), so a declared word at the end of the header weighs more than one before it.
 */
function likenessOf(header: string, pairs: ReadonlySet<string>, word: Word): number {
  const [short, long] = header.length < word.folded.length ? [header, word.folded] : [word.folded, header];
  const part = short.length / long.length;
  if (short.length >= 2 && long.includes(short)) {
    if (long === word.folded) return 0.45 + 0.4 * part;
    return (long.endsWith(short) ? 0.6 : 0.4) + 0.35 * part;
  }
  let shared = 0;
  for (const pair of pairs) if (word.pairs.has(pair)) shared += 1;
  return shared === 0 ? 0 : (0.9 * 2 * shared) / (pairs.size + word.pairs.size);
}

function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let n = 0; n + 1 < text.length; n += 1) pairs.add(text.slice(n, n + 2));
  return pairs;
}
