import { toSimplified } from '../../../platform/search/segment.ts';

/** What tells no two words apart: spaces, brackets, quotes, dashes, dots between names, pictures, what cannot be seen. */
const dropped =
  /[\s\p{Default_Ignorable_Code_Point}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pd}\p{Cc}"'`´_·•‧∙⋅・\p{Extended_Pictographic}]/u;
/** At the edges of a word, where C++, C# and .NET have nothing of it. */
const edges = /^[,;:!?、。，；：！？~～*|/\\=>@&]+|^\.+(?![a-z])|[,.;:!?、。，；：！？~～*|/\\=<@&…]+$/gu;

/** Writings of one word that 繁體 to 简体 leaves apart, as 家俱 and 家具, 座標 and 坐标; both sides of a comparison are folded so. */
const alike: Record<string, string> = { 俱: '具', 座: '坐', 著: '着', 濬: '浚', 澂: '澄' };

/** Every character is folded alone, so that both sides of a comparison come out the same and places stay known. */
const remembered = new Map<string, string>();
/** More than the characters in use; only a hostile text brings others. */
const mostRemembered = 30_000;

function foldCharacter(character: string): string {
  const known = remembered.get(character);
  if (known !== undefined) return known;
  const even = character.toWellFormed().normalize('NFKC').toLowerCase().normalize('NFKC');
  const kept = [...toSimplified(even)].filter((one) => !dropped.test(one));
  const folded = kept.map((one) => alike[one] ?? one).join('');
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(character, folded);
  return folded;
}

/** A running text in one writing; each of its units knows its place in the text as given. */
export interface Folded {
  text: string;
  /** Where each unit begins in the given text, in UTF-16 units, and where it ends. */
  from: readonly number[];
  to: readonly number[];
}

/** Line breaks stay: no word goes over them. */
export function foldRunning(given: string): Folded {
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const character of given) {
    const folded = character === '\n' || character === '\r' ? '\n' : foldCharacter(character);
    const end = at + character.length;
    for (let unit = 0; unit < folded.length; unit += 1) {
      from.push(at);
      to.push(end);
    }
    parts.push(folded);
    at = end;
  }
  return { text: parts.join(''), from, to };
}

/** What two writings of one word have in common: width, case, 繁體, spaces and brackets do not count. */
export function wordKey(text: string): string {
  let key = '';
  for (const character of text.normalize('NFC')) key += foldCharacter(character);
  return key.replace(edges, '');
}

const latin = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]/u;

/** Whether a character belongs to words that are written with spaces between them. */
export function isLatin(character: string | undefined): boolean {
  return character !== undefined && latin.test(character);
}
