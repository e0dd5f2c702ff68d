import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { DomainError } from '../../kernel/errors.ts';

const newline = 10;

/** Passes bytes on unchanged, refuses what is not UTF-8 by its line, and knows the file's hash at the end. */
export class Utf8Bytes {
  private readonly hash = createHash('sha256');
  private readonly source: AsyncIterable<Uint8Array | string>;

  constructor(source: AsyncIterable<Uint8Array | string>) {
    this.source = source;
  }

  /** @throws BAD_INPUT with the row. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let linesBefore = 0;
    for await (const piece of this.source) {
      const bytes =
        typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      this.hash.update(bytes);
      if (!isDecoded(decoder, bytes)) throw notUtf8(linesBefore + badLine(bytes));
      linesBefore += countNewlines(bytes);
      yield bytes;
    }
    if (!isDecoded(decoder)) throw notUtf8(linesBefore + 1);
  }

  /** Of all that was read, once it was read to the end. */
  sha256(): string {
    return this.hash.copy().digest('hex');
  }
}

function isDecoded(decoder: InstanceType<typeof TextDecoder>, bytes?: Buffer): boolean {
  try {
    if (bytes) decoder.decode(bytes, { stream: true });
    else decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The place, from 1, of the first line that is not UTF-8; a character that the cut split does not count. */
function badLine(bytes: Buffer): number {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(newline, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

function notUtf8(row: number): DomainError {
  return new DomainError('BAD_INPUT', 'The file is not text in UTF-8.', {
    row,
    cure: 'Save it as “CSV UTF-8”; a workbook (.xlsx) or a file in GBK is not read.',
  });
}
