import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/actor.ts';
import { badInput } from '../kernel/errors.ts';
import { csvOf } from '../platform/files/csv-out.ts';
import type { ColumnDeclaration } from '../platform/files/import-kind.ts';
import { type SheetColumn, xlsxOf } from '../platform/files/xlsx-out.ts';

export type ActorOf = (headers: FastifyRequest['headers']) => Promise<Actor>;

export const fileFormats = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const contentTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export interface Download {
  fileName: string;
  contentType: string;
  content: AsyncGenerator<Buffer>;
}

/** Sends a file as it comes. What is wrong with the call shows in its first piece, and is answered, not broken off. */
export async function sendDownload(
  reply: FastifyReply,
  { fileName, contentType, content }: Download,
): Promise<unknown> {
  const stream = Readable.from(await begun(content), { objectMode: false });
  return reply
    .header('content-type', contentType)
    .header('content-disposition', disposition(fileName))
    .header('cache-control', 'private, no-store')
    .send(stream);
}

/** @throws BAD_INPUT for parameters that there are not, and for one given twice. */
export function givenOnce<Name extends string>(query: unknown, names: readonly Name[]): Partial<Record<Name, string>> {
  const given = Object.entries(query as Record<string, unknown>);
  for (const [name, value] of given) {
    if (!(names as readonly string[]).includes(name))
      throw badInput(name.slice(0, 40), 'There is no such parameter.', `There are: ${names.join(', ')}.`);
    if (typeof value !== 'string') throw badInput(name, 'The parameter is given twice.', 'Give it once.');
  }
  return Object.fromEntries(given) as Partial<Record<Name, string>>;
}

export const headerLanguages = ['zh', 'en'] as const;
/** Chinese headers, or the API's names. */
export type HeaderLanguage = (typeof headerLanguages)[number];

/** @throws BAD_INPUT at `lang` */
export function headerLanguage(text: string = 'zh'): HeaderLanguage {
  const lang = headerLanguages.find((one) => one === text);
  if (lang) return lang;
  throw badInput('lang', 'There are no headers in that language.', `Write ${headerLanguages.join(' or ')}.`);
}

/** Columns of a file that is written: without those that only say in another way what others say. */
export function writtenColumns(columns: readonly ColumnDeclaration[]): ColumnDeclaration[] {
  return columns.filter(({ isOnlyRead }) => !isOnlyRead);
}

/** The same as a sheet has them. */
export function sheetColumns(columns: readonly ColumnDeclaration[], lang: HeaderLanguage = 'zh'): SheetColumn[] {
  return writtenColumns(columns).map(({ name, header, isNumber = false }) => ({
    header: lang === 'en' ? name : header,
    isNumber,
  }));
}

/**
 * A table as a file, as it comes. Its first page is read before its first piece is made: a workbook begins with pieces that
 * need none, and what is wrong with the call, or who answers it, would show too late.
 * @param title names the sheet of a workbook
 */
export async function* tableFile(
  format: FileFormat,
  title: string,
  columns: readonly SheetColumn[],
  pages: AsyncGenerator<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  try {
    const rows = await begun(pages);
    if (format === 'xlsx') yield* xlsxOf(title, columns, rows);
    else {
      yield* csvOf(
        columns.map(({ header }) => header),
        rows,
      );
    }
  } finally {
    // A workbook that is broken off early never came to them.
    await pages.return(undefined);
  }
}

async function begun<T>(content: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await content.next();
  return (async function* () {
    try {
      if (!first.done) yield first.value;
      yield* content;
    } finally {
      await content.return(undefined);
    }
  })();
}

/** The name in UTF-8 (RFC 5987), with a plain one for who does not read that. */
function disposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]+/g, 'export').replace(/["\\]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
