import { createHash } from 'node:crypto';
import { DomainError } from '../../kernel/errors.ts';

/** Passes the bytes of a file on unchanged, stops at a limit, and knows the file's hash at the end. */
export class CountedBytes {
  private readonly hash = createHash('sha256');
  private readonly source: AsyncIterator<Uint8Array | string>;
  private count = 0;
  /** Read ahead to see what the file is, and not yet passed on. */
  private head: Buffer[] = [];

  constructor(source: AsyncIterable<Uint8Array | string>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The first bytes, which the reading that follows gives again; fewer only of a shorter file. */
  async peek(length: number): Promise<Buffer> {
    let peeked = Buffer.concat(this.head);
    while (peeked.length < length) {
      const next = await this.next();
      if (next === null) break;
      this.head.push(next);
      peeked = Buffer.concat([peeked, next]);
    }
    return peeked;
  }

  /** @throws TOO_LARGE as soon as more than `most` bytes have come. */
  async *upTo(most: number, what: string): AsyncGenerator<Buffer> {
    const head = this.head;
    this.head = [];
    try {
      for (const bytes of head) {
        if (this.count > most) throw tooLarge(most, what);
        yield bytes;
      }
      for (let bytes = await this.next(); bytes !== null; bytes = await this.next()) {
        if (this.count > most) throw tooLarge(most, what);
        yield bytes;
      }
    } finally {
      await this.end();
    }
  }

  /** Gives up the source. */
  async end(): Promise<void> {
    await this.source.return?.();
  }

  /** Of all that was read, once it was read to the end. */
  sha256(): string {
    return this.hash.copy().digest('hex');
  }

  private async next(): Promise<Buffer | null> {
    const { done, value } = await this.source.next();
    if (done) return null;
    const bytes =
      typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    this.hash.update(bytes);
    this.count += bytes.length;
    return bytes;
  }
}

function tooLarge(most: number, what: string): DomainError {
  const megabytes = Math.floor(most / 1_048_576);
  const limit = megabytes > 0 ? `${megabytes} MB` : `${most} bytes`;
  return new DomainError('TOO_LARGE', `${what} is larger than ${limit}.`, {
    cure: what.startsWith('The workbook')
      ? 'Save it as “CSV UTF-8”, which may be larger, or divide it.'
      : 'Divide it into several files, or ask the operator to raise the limit.',
  });
}
