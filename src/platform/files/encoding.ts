import { isUtf8 } from 'node:buffer';
import { DomainError } from '../../kernel/errors.ts';
import { countNewlines, decodedLine, isBrokenUtf8, plainLength, utf8Line, wholeCharacters } from './encoding.rules.ts';

export type TextEncoding = 'UTF-8' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';

/** So much from the first byte that is not ASCII on decides between UTF-8 and GB18030. */
const decidingBytes = 65_536;
const newline = 10;

/**
 * The text of a file as bytes in UTF-8, piece by piece. A byte order mark says what it is; without one it is UTF-8 where
 * the bytes are valid, and GB18030, as Excel and WPS write CSV in China, where they are not.
 */
export class TextBytes {
  encoding: TextEncoding = 'UTF-8';
  private readonly source: AsyncIterable<Buffer>;
  /** Before the piece that is being read. */
  private lines = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source;
  }

  /** @throws BAD_INPUT with the row for bytes of no encoding. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const source = this.source[Symbol.asyncIterator]();
    try {
      let held = await gathered(source, Buffer.alloc(0), 4);
      this.encoding = markOf(held) ?? 'UTF-8';
      if (this.encoding !== 'UTF-8') {
        yield* this.decoded(held, source);
        return;
      }
      const hasMark = held[0] === 0xef && held[1] === 0xbb && held[2] === 0xbf;
      while (!hasMark && held.length > 0) {
        const plain = plainLength(held);
        if (plain > 0) yield this.passed(held.subarray(0, plain));
        held = held.subarray(plain);
        if (held.length > 0) break;
        held = await gathered(source, held, 1);
      }
      held = await gathered(source, held, decidingBytes);
      this.encoding = hasMark ? 'UTF-8' : this.encodingOf(held);
      yield* this.encoding === 'UTF-8' ? this.checked(held, source) : this.decoded(held, source);
    } finally {
      await source.return?.();
    }
  }

  private encodingOf(held: Buffer): 'UTF-8' | 'GB18030' {
    if (isUtf8(wholeCharacters(held))) return 'UTF-8';
    // GB18030 takes nearly any bytes: a damaged UTF-8 would come out as other characters, without a word.
    if (!isBrokenUtf8(held)) return 'GB18030';
    throw unreadable(this.lines + utf8Line(held), 'The file is in UTF-8, but here are bytes that are not.');
  }

  /** Bytes in UTF-8 as they are. */
  private async *checked(begin: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
    let held = begin;
    while (held.length > 0) {
      const whole = wholeCharacters(held);
      if (!isUtf8(whole)) throw unreadable(this.lines + utf8Line(whole), 'These bytes are not UTF-8, as the rest is.');
      const rest = held.subarray(whole.length);
      if (whole.length > 0) yield this.passed(whole);
      held = await gathered(source, rest, rest.length + 1);
      if (held.length === rest.length && rest.length > 0)
        throw unreadable(this.lines + 1, 'The file ends within a character.');
    }
  }

  /** Bytes of another encoding, cut at the ends of lines so that a fault can be told by its line. */
  private async *decoded(begin: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
    const label = this.encoding.toLowerCase();
    const decoder = new TextDecoder(label, { fatal: true });
    for (let held = begin, isLast = false; !isLast; ) {
      const next = await source.next();
      isLast = next.done === true;
      const ready = isLast ? held : this.wholeLines(held);
      try {
        const text = Buffer.from(decoder.decode(ready, { stream: !isLast }));
        if (text.length > 0) yield this.passed(text);
      } catch {
        throw unreadable(
          this.lines + decodedLine(ready, label),
          label === 'gb18030'
            ? 'These bytes are neither UTF-8 nor GB18030 (GBK).'
            : `These bytes are not ${this.encoding}, as the file’s mark says.`,
        );
      }
      const rest = held.subarray(ready.length);
      held = next.done ? rest : Buffer.concat([rest, next.value]);
    }
  }

  /** As far as a fault can be told by its line: GB18030 up to a newline, UTF-16, which has no such byte, as it comes. */
  private wholeLines(held: Buffer): Buffer {
    if (this.encoding !== 'GB18030') return held.subarray(0, held.length - (held.length % 2));
    const end = held.lastIndexOf(newline) + 1;
    return end === 0 && held.length > decidingBytes ? held : held.subarray(0, end);
  }

  private passed(bytes: Buffer): Buffer {
    this.lines += countNewlines(bytes);
    return bytes;
  }
}

/** What stands at hand with more of the source, until there are so many bytes or no more. */
async function gathered(source: AsyncIterator<Buffer>, held: Buffer, length: number): Promise<Buffer> {
  const pieces = [held];
  let count = held.length;
  while (count < length) {
    const next = await source.next();
    if (next.done) break;
    pieces.push(next.value);
    count += next.value.length;
  }
  return pieces.length === 1 ? held : Buffer.concat(pieces);
}

/** By the byte order mark, or by the zeros that UTF-16 has beside ASCII. */
function markOf([first, second]: Buffer): TextEncoding | null {
  if (first === 0xff && second === 0xfe) return 'UTF-16LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  if (first !== 0 && second === 0) return 'UTF-16LE';
  return first === 0 && second !== undefined && second !== 0 ? 'UTF-16BE' : null;
}

function unreadable(row: number, message: string): DomainError {
  return new DomainError('BAD_INPUT', message, {
    row,
    cure: 'Open the file in Excel or WPS, mend this line, and save it as “CSV UTF-8” or as .xlsx.',
  });
}
