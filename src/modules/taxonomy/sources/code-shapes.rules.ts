import type { Scheme } from '../concept.rules.ts';

/** A row of a list as far as its code tells where it stands. */
export interface Placed {
  code: string;
  level: number;
  parent: string | null;
}

/** What the shape of a scheme's codes says. Used where a list does not say it in columns of its own. */
interface CodeShape {
  /** The code as the product writes it; null for a text that is no code of the scheme. */
  plain(text: string): string | null;
  place(codes: readonly string[]): Placed[];
}

const shapes: Partial<Record<Scheme, CodeShape>> = {
  occupation: { plain: plainOccupation, place: placeOccupations },
  major: { plain: plainMajor, place: byPrefix([2, 4]) },
  region: { plain: digits(6), place: placeRegions },
  industry: { plain: plainIndustry, place: placeIndustries },
  isco: { plain: digits(1, 4), place: byPrefix([1, 2, 3]) },
};

/** The code in a cell as the product writes it; null for one that is none (a heading, a note below the table). */
export function plainCode(scheme: Scheme, text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  return (shapes[scheme]?.plain ?? anyCode)(plain);
}

/** Level and parent of each code, in the order of the list. */
export function placed(scheme: Scheme, codes: readonly string[]): Placed[] {
  return shapes[scheme]?.place(codes) ?? codes.map((code) => ({ code, level: 1, parent: null }));
}

/** What a code says beyond its place: majors of the three layers 层次 share no code. */
export function attributesOf(scheme: Scheme, code: string): Record<string, string> {
  if (scheme !== 'major') return {};
  return { layer: code < '20' ? 'bachelor' : code < '40' ? 'vocational-bachelor' : 'vocational' };
}

function anyCode(text: string): string | null {
  return text === '' ? null : text;
}

function digits(from: number, to = from) {
  const shape = new RegExp(`^\\d{${from},${to}}$`);
  return (text: string): string | null => (shape.test(text) ? text : null);
}

/** 职业分类大典 prints groups short, often with their code of GB/T 6565 behind: 「2-02-07（GBM 20207）」. */
function plainOccupation(text: string): string | null {
  const parts = /^(\d)(?:-(\d\d))?(?:-(\d\d))?(?:-(\d\d))?(?:\s*\(.*\))?$/.exec(text);
  return parts && [parts[1], parts[2] ?? '00', parts[3] ?? '00', parts[4] ?? '00'].join('-');
}

/** A 小类 that has no 细类 below it in the list stands for its only one, except 「其他」 groups, which end in 99. */
function placeOccupations(codes: readonly string[]): Placed[] {
  const known = new Set(codes);
  const withFiner = new Set(codes.flatMap((code) => (code.endsWith('-00') ? [] : [`${code.slice(0, -2)}00`])));
  return codes.map((code) => {
    const [major = '', middle = '', minor = '', unit = ''] = code.split('-');
    const upper = [`${major}-${middle}-${minor}-00`, `${major}-${middle}-00-00`, `${major}-00-00-00`];
    const parent = upper.find((one) => one !== code && known.has(one)) ?? null;
    if (middle === '00') return { code, level: 1, parent };
    if (minor === '00' && unit === '00') return { code, level: 2, parent };
    const isGroup = unit === '00' && (withFiner.has(code) || minor === '99');
    return { code, level: isGroup ? 3 : 4, parent };
  });
}

/** The marks T (special) and K (controlled) of the catalogue are no part of the code. */
function plainMajor(text: string): string | null {
  return /^(\d{2}|\d{4}|\d{6,7})(T?K?)$/.exec(text)?.[1] ?? null;
}

/** The level by how many of the shorter lengths the code exceeds; the parent is the longest beginning in the list. */
function byPrefix(lengths: readonly number[]) {
  return (codes: readonly string[]): Placed[] => {
    const known = new Set(codes);
    return codes.map((code) => {
      const shorter = lengths.filter((length) => length < code.length);
      const parent = shorter.map((length) => code.slice(0, length)).findLast((one) => known.has(one)) ?? null;
      return { code, level: shorter.length + 1, parent };
    });
  };
}

function placeRegions(codes: readonly string[]): Placed[] {
  const known = new Set(codes);
  return codes.map((code) => {
    const [province, city] = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`];
    if (code === province) return { code, level: 1, parent: null };
    const parent = [city, province].find((one) => one !== code && known.has(one)) ?? null;
    return { code, level: code === city ? 2 : 3, parent };
  });
}

/** GB/T 4754: the letter of the section may stand before the code of a division: 「C36」. */
function plainIndustry(text: string): string | null {
  return /^([A-Z])$/.exec(text)?.[1] ?? /^[A-Z]?(\d{2,4})$/.exec(text)?.[1] ?? null;
}

/** A division stands below the section that was named before it: its digits do not tell it. */
function placeIndustries(codes: readonly string[]): Placed[] {
  let section: string | null = null;
  const finer = byPrefix([2, 3])(codes);
  return codes.map((code, at) => {
    if (/^[A-Z]$/.test(code)) section = code;
    if (code === section) return { code, level: 1, parent: null };
    if (code.length === 2) return { code, level: 2, parent: section };
    return { code, level: code.length, parent: finer[at]?.parent ?? null };
  });
}
