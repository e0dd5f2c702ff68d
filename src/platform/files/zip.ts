import { createInflateRaw } from 'node:zlib';
import { DomainError } from '../../kernel/errors.ts';

/** One file inside a ZIP archive, as the archive's own list says. */
export interface ZipEntry {
  name: string;
  /** Unpacked. */
  size: number;
  packed: number;
  isStored: boolean;
  isEncrypted: boolean;
  offset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const unknownSize = 0xffffffff;
const pieceBytes = 65_536;

/** @throws BAD_INPUT for an archive that is cut off or damaged. */
export function zipEntries(file: Buffer): ZipEntry[] {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  try {
    for (let at = file.readUInt32LE(end + 16), n = 0; n < count; n += 1) {
      if (file.readUInt32LE(at) !== entrySignature) throw damaged();
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => file.readUInt16LE(at + place));
      const nameEnd = at + 46 + (nameLength ?? 0);
      const [size, packed, offset] = sizesOf(file, at, nameEnd, nameEnd + (extraLength ?? 0));
      entries.push({
        name: file.toString('utf8', at + 46, nameEnd),
        size,
        packed,
        isStored: file.readUInt16LE(at + 10) === 0,
        isEncrypted: (file.readUInt16LE(at + 8) & 1) === 1,
        offset,
      });
      at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
    }
  } catch (error) {
    throw error instanceof RangeError ? damaged() : error;
  }
  return entries;
}

/** The bytes of an entry, piece by piece, never more than it says of itself. @throws BAD_INPUT */
export async function* unzipped(file: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const bytes = packedBytes(file, entry);
  if (entry.isStored) {
    yield bytes;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  inflate.end(bytes);
  let count = 0;
  try {
    for await (const piece of inflate) {
      count += piece.length;
      if (count > entry.size) throw damaged();
      yield piece;
    }
  } catch (error) {
    throw error instanceof Error && 'errno' in error ? damaged() : error;
  } finally {
    inflate.destroy();
  }
  if (count !== entry.size) throw damaged();
}

function packedBytes(file: Buffer, { offset, packed }: ZipEntry): Buffer {
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== localSignature) throw damaged();
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  return file.subarray(start, start + packed);
}

/** The record that closes an archive stands within its last 64 KB. */
function endOf(file: Buffer): number {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at -= 1) {
    if (file.readUInt32LE(at) === endSignature) return at;
  }
  throw damaged();
}

/** Unpacked size, packed size and offset; what does not fit 32 bits stands in the extra field, in this order. */
function sizesOf(file: Buffer, at: number, extraFrom: number, extraTo: number): [number, number, number] {
  const plain = [24, 20, 42].map((place) => file.readUInt32LE(at + place));
  let long = extraFrom;
  while (long < extraTo && file.readUInt16LE(long) !== 1) long += 4 + file.readUInt16LE(long + 2);
  let next = long + 4;
  const [size = 0, packed = 0, offset = 0] = plain.map((value) => {
    if (value !== unknownSize || long >= extraTo) return value;
    next += 8;
    return Number(file.readBigUInt64LE(next - 8));
  });
  return [size, packed, offset];
}

function damaged(): DomainError {
  return new DomainError('BAD_INPUT', 'The workbook is damaged or was not sent whole.', {
    cure: 'Open it in Excel or WPS, save it as .xlsx (另存为 .xlsx), and send it again.',
  });
}
