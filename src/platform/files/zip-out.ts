import { crc32, createDeflateRaw } from 'node:zlib';

/** A file to be packed; its content comes in pieces. */
export interface Packed {
  name: string;
  content: AsyncIterable<string>;
}

const version = 20;
/** Names are UTF-8; sizes stand behind the data, since nobody knows them before. */
const flags = 0x0808;
const deflated = 8;
/** Midnight of 1 January 1980, so that the same content is the same file. */
const [time, date] = [0, 0x21];
/** Characters that are packed at once. */
const pieceLength = 65_536;

interface Entry {
  name: Buffer;
  offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** A ZIP archive as it comes, in little memory. No file, and not the whole, may reach 4 GB. */
export async function* zipOf(files: Iterable<Packed>): AsyncGenerator<Buffer> {
  const entries: Entry[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const entry: Entry = { name: Buffer.from(name), offset, crc: 0, packed: 0, size: 0 };
    entries.push(entry);
    const head = Buffer.concat([fields([0x04034b50, 4], ...inBoth(entry, true), [0, 2]), entry.name]);
    yield head;
    for await (const piece of packedOf(content, entry)) yield piece;
    const sizes = fields([0x08074b50, 4], [entry.crc, 4], [entry.packed, 4], [entry.size, 4]);
    yield sizes;
    offset += head.length + entry.packed + sizes.length;
  }
  const list = Buffer.concat(entries.flatMap((entry) => [listed(entry), entry.name]));
  const count: [number, number] = [entries.length, 2];
  yield list;
  yield fields([0x06054b50, 4], [0, 2], [0, 2], count, count, [list.length, 4], [offset, 4], [0, 2]);
}

/** Packs and counts; the deflater is asked for all that it has before it is given more. */
async function* packedOf(content: AsyncIterable<string>, entry: Entry): AsyncGenerator<Buffer> {
  const deflater = createDeflateRaw();
  const ready: Buffer[] = [];
  deflater.on('data', (piece: Buffer) => ready.push(piece));
  const take = function* (): Generator<Buffer> {
    for (const piece of ready.splice(0)) {
      entry.packed += piece.length;
      yield piece;
    }
  };
  try {
    for await (const text of joined(content)) {
      const bytes = Buffer.from(text);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      await new Promise<void>((done, fail) => deflater.write(bytes, (error) => (error ? fail(error) : done())));
      yield* take();
    }
    await new Promise<void>((done) => deflater.once('end', done).end());
    yield* take();
  } finally {
    deflater.destroy();
  }
}

/** Few large pieces out of many small ones: each is a trip to another thread. */
async function* joined(content: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const piece of content) {
    text += piece;
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function listed(entry: Entry): Buffer {
  const rest: [number, number][] = [
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 4],
    [entry.offset, 4],
  ];
  return fields([0x02014b50, 4], [version, 2], ...inBoth(entry, false), ...rest);
}

/** What stands in a file's own head, where sizes are still unknown, and in the list at the end. */
function inBoth({ crc, packed, size, name }: Entry, isHead: boolean): [number, number][] {
  const known = isHead ? [0, 0, 0] : [crc, packed, size];
  return [
    [version, 2],
    [flags, 2],
    [deflated, 2],
    [time, 2],
    [date, 2],
    ...known.map((value): [number, number] => [value, 4]),
    [name.length, 2],
  ];
}

/** Whole numbers one after the other, each with its count of bytes, the least first. */
function fields(...values: readonly (readonly [number, number])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}
