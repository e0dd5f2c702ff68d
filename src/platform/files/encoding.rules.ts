import { isUtf8 } from 'node:buffer';

const newline = 10;

/** How many bytes come before the first that is not ASCII. */
export function plainLength(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}

export function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

/** Without the last character where the piece ends inside it. */
export function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return byte >= 0xc0 && back < lengthOf(byte) ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** The place, from 1, of the first line that is not UTF-8. */
export function utf8Line(bytes: Buffer): number {
  return lineWhere(bytes, (line) => !isUtf8(line));
}

/** The place, from 1, of the first line that the encoding does not have; the last where it is only the end that fails. */
export function decodedLine(bytes: Buffer, label: string): number {
  if (label !== 'gb18030') {
    const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    const lines = (label === 'utf-16be' ? even.swap16() : even).toString('utf16le').split('\n');
    const bad = lines.findIndex((line) => !line.isWellFormed());
    return bad < 0 ? lines.length : bad + 1;
  }
  return lineWhere(bytes, (line) => {
    try {
      new TextDecoder(label, { fatal: true }).decode(line);
      return false;
    } catch {
      return true;
    }
  });
}

/**
 * Whether bytes that are not UTF-8 as a whole are nearly so. In GB18030 text, pairs of bytes look like a character of
 * three bytes now and then; in UTF-8 all Chinese does.
 */
export function isBrokenUtf8(bytes: Buffer): boolean {
  let inside = 0;
  let outside = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const length = lengthOf(byte);
    const isCharacter = length > 2 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length));
    if (isCharacter) inside += length;
    else outside += 1;
    at += isCharacter ? length : 1;
  }
  return inside > 4 * outside;
}

function lineWhere(bytes: Buffer, isBad: (line: Buffer) => boolean): number {
  for (let line = 1, start = 0; ; line += 1) {
    const end = bytes.indexOf(newline, start);
    if (end < 0 || isBad(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

/** Bytes of the character that begins so. */
function lengthOf(byte: number): number {
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}
