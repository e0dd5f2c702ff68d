import { badInput } from '../../kernel/errors.ts';
import { partsIn, unquoted } from './lists.ts';
import { shown } from './shown.ts';

const wholeForm = /^[+-]?\d{1,15}(\.0+)?$/;
const decimalForm = /^[+-]?\d{1,15}(\.\d+)?$/;
const peopleForm = /^(?:共|约)?(\d{1,15})(?:\.0+)?(?:人|名|位|个)?$/;
const trueWords = new Set(['true', 'yes', 'y', '1', '是', '有', '√', '✓', '✔', '对']);
const falseWords = new Set(['false', 'no', 'n', '0', '否', '无', '没有', '×', '✗', '✘', 'x']);

export function wholeOf(text: string, column: string): number {
  const plain = plainNumber(text);
  if (wholeForm.test(plain)) return Number(plain);
  throw badInput(column, `“${shown(text)}” is not a whole number.`, 'Write digits only, such as 12.');
}

export function decimalOf(text: string, column: string): number {
  const plain = plainNumber(text).replace(/年$/, '');
  if (decimalForm.test(plain)) return Number(plain);
  throw badInput(column, `“${shown(text)}” is not a number.`, 'Write digits, such as 3 or 3.5.');
}

/** People: 5, 5人, 3名. @throws BAD_INPUT for 若干 and for ranges, which cannot be counted. */
export function peopleOf(text: string, column: string): number {
  const plain = plainNumber(text);
  const [, count] = peopleForm.exec(plain.replace(/\s/g, '')) ?? [];
  if (count !== undefined) return Number(count);
  if (wholeForm.test(plain)) return wholeOf(text, column);
  throw badInput(
    column,
    `“${shown(text)}” is not a number of people.`,
    'Ask how many are meant and write digits, such as 12; 若干 and 5-8 cannot be counted.',
  );
}

export function yesOf(text: string, column: string): boolean {
  const word = text.normalize('NFKC').toLowerCase();
  if (trueWords.has(word)) return true;
  if (falseWords.has(word)) return false;
  throw badInput(column, `“${shown(word)}” is neither yes nor no.`, 'Write 是 or 否, yes or no, true or false.');
}

/** The parts of a list's item: between : and ：; a part that is left empty is null. In quotes a part holds these itself. */
export function parts(item: string): (string | null)[] {
  return partsIn(item).map((part) => unquoted(part) || null);
}

/** @throws BAD_INPUT when an item has more parts than its form. */
export function partsOf(item: string, column: string, form: string): (string | null)[] {
  const found = parts(item);
  if (found.length <= form.split(':').length) return found;
  throw badInput(
    column,
    `“${shown(item)}” has ${found.length} parts.`,
    `Write ${form.replace(/[[\]]/g, '')}, and ; between items.`,
  );
}

export function choiceOf<T extends string>(
  text: string,
  column: string,
  codes: readonly T[],
  names: Readonly<Record<string, T>>,
): T {
  const word = text.normalize('NFKC');
  const found =
    codes.find((code) => code === word.toUpperCase()) ?? (Object.hasOwn(names, word) ? names[word] : undefined);
  if (found !== undefined) return found;
  throw badInput(
    column,
    `“${shown(text)}” is not known here.`,
    `Write one of ${[...codes, ...Object.keys(names)].join(', ')}.`,
  );
}

/** Full-width digits become plain ones; commas between groups of three go. */
export function plainNumber(text: string): string {
  const plain = text.normalize('NFKC').trim();
  return /^[+-]?[¥]?\d{1,3}(,\d{3})+(\.\d+)?元?$/.test(plain) ? plain.replaceAll(',', '') : plain;
}
