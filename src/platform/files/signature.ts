import { DomainError } from '../../kernel/errors.ts';
import type { CountedBytes } from './bytes.ts';

const zip = Buffer.from('PK\x03\x04', 'latin1');
const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
export const signatureBytes = 512;

/** Files that are often sent for tables, by how they begin: bytes as characters of one byte, or text. */
const others: readonly [begin: string | RegExp, what: string][] = [
  ['%PDF', 'a PDF'],
  ['PK\x05\x06', 'a packed archive'],
  ['Rar!', 'a packed archive'],
  ['7z\xbc\xaf', 'a packed archive'],
  ['\x1f\x8b', 'a packed archive'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['{\\rtf', 'a text document (.rtf)'],
  [/^(\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*(<\?mso[^>]*\?>\s*)?<(\w+:)?Workbook/i, 'an XML table of an old Excel'],
  [
    /^(\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<meta|<table|<style)/i,
    'a web page saved under the name of a table',
  ],
];

const saveAs = 'Open it in Excel or WPS, save the sheet as .xlsx (另存为 .xlsx), and send that.';

/**
 * What a file is by its first bytes.
 * @throws BAD_INPUT for what is known to be something else, naming it.
 */
export function formatOf(begin: Buffer): 'CSV' | 'ZIP' | 'OLE' {
  if (begin.subarray(0, 4).equals(zip)) return 'ZIP';
  if (begin.subarray(0, 8).equals(ole)) return 'OLE';
  const text = begin.toString('latin1');
  const other = others.find(([form]) => (typeof form === 'string' ? text.startsWith(form) : form.test(text)));
  if (other) throw refused(`The file is ${other[1]}.`);
  return 'CSV';
}

/** Files of the format before .xlsx; a workbook with a password is one outside, whatever it is inside. */
export async function refuseOle(bytes: CountedBytes, most: number, fileName: string | undefined): Promise<never> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes.upTo(most, 'The workbook')) pieces.push(piece);
  const file = Buffer.concat(pieces);
  const has = (name: string): boolean => file.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) {
    throw new DomainError('BAD_INPUT', 'The workbook is locked with a password.', {
      cure: 'Open it, take the password off (文件 → 信息 → 保护工作簿), save it as .xlsx, and send that.',
    });
  }
  if (has('WordDocument')) throw refused('The file is a text document (.doc).');
  if (has('PowerPoint Document')) throw refused('The file is a presentation (.ppt).');
  const ending = /\.(xls|et|xlt|ett)$/i.exec(fileName ?? '')?.[0].toLowerCase() ?? '.xls or .et';
  throw refused(`The file is a workbook of the old format (${ending}).`);
}

/** @throws BAD_INPUT unless the archive is an .xlsx workbook, saying what it is instead. */
export function checkWorkbook(names: readonly string[], isEncrypted: boolean): void {
  const has = (begin: string): boolean => names.some((name) => name.startsWith(begin));
  if (isEncrypted) throw refused('The archive is locked with a password.');
  if (has('xl/workbook.xml')) return;
  if (has('xl/workbook.bin')) throw refused('The file is a binary workbook (.xlsb).');
  if (has('word/')) throw refused('The file is a text document (.docx).');
  if (has('ppt/')) throw refused('The file is a presentation (.pptx).');
  if (has('content.xml')) throw refused('The file is an OpenDocument table (.ods).');
  if (has('Index/')) throw refused('The file is a Numbers table.');
  const inside = names.filter((name) => !name.endsWith('/')).slice(0, 3);
  throw new DomainError('BAD_INPUT', `The file is a packed archive (${inside.join(', ') || 'empty'}).`, {
    cure: 'Unpack it and send the table inside, as .xlsx or CSV.',
  });
}

function refused(message: string): DomainError {
  return new DomainError('BAD_INPUT', message, { cure: saveAs });
}
