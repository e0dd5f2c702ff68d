import { badInput } from '../../kernel/errors.ts';
import { expanded } from './numerals.ts';
import { longestWord, shown } from './shown.ts';

/** Fewer figures than this and the sheet has rounded the number for its looks. */
const leastFigures = 8;

/**
 * A telephone number as it is dialled. A mobile number that a sheet took for a number (13800138000.0, 1.3800138E10) or
 * that has 86, spaces and strokes becomes its eleven digits; others, and one in E.164 (+8613800138000), stay as written.
 * @throws BAD_INPUT for a number of which figures are lost, such as 1.38E+10.
 */
export function phoneOf(text: string, column: string): string {
  if (text.length > longestWord || /^\+[1-9]\d{6,14}$/.test(text)) return text;
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^[’'`]/, '');
  if (/^\d(\.\d+)?e\+?\d+$/i.test(plain)) {
    const digits = expanded(plain);
    const figures = plain.replace(/e.*$/i, '').replace('.', '').length;
    if (/^1[3-9]\d{9}$/.test(digits) && figures >= leastFigures) return digits;
    throw badInput(
      column,
      `Of “${shown(text)}” figures are lost: the sheet took the telephone number for a number.`,
      'Set the column to text (设置单元格格式 → 文本) and write the number again.',
    );
  }
  const digits = plain
    .replace(/\.0+$/, '')
    .replace(/^\(?(\+|00)86\)?/, '')
    .replace(/[\s\-—–·.()]/g, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : plain;
}
