import { Prisma, type Import as Row } from '../../generated/prisma/client.ts';
import type { Client } from '../../platform/db/db.ts';
import type { ImportCounts, ImportRecord, ImportStatus } from './imports.record.ts';

/** Whose imports are meant: an organization's, or the operator's own. */
export interface ImportOwner {
  organizationId: string | null;
}

export type NewImport = Pick<ImportRecord, 'id' | 'kind' | 'organizationId' | 'userId' | 'ownerId' | 'fileName'> &
  ImportSettings;

/** What the caller says of an import, which one that goes on may say anew. */
export type ImportSettings = Pick<ImportRecord, 'mode' | 'dryRun' | 'givenColumns' | 'constants'>;

const nothingYet = { created: 0, updated: 0, unchanged: 0, left: 0, refused: 0 } satisfies ImportCounts;

export async function insertImport(client: Client, row: NewImport): Promise<void> {
  await client.import.create({
    data: { ...row, givenColumns: { ...row.givenColumns }, constants: { ...row.constants } },
    select: { id: true },
  });
}

export type ImportChanges = Partial<
  Omit<ImportRecord, 'id' | 'kind' | 'givenColumns' | 'constants' | 'columnMap' | 'broken' | 'notes'>
> & {
  givenColumns?: ImportRecord['givenColumns'];
  constants?: ImportRecord['constants'];
  columnMap?: ImportRecord['columnMap'];
  broken?: ImportRecord['broken'];
  notes?: ImportRecord['notes'];
};

export async function changeImport(client: Client, id: string, changes: ImportChanges): Promise<void> {
  await client.import.update({ where: { id }, data: plain(changes), select: { id: true } });
}

/** Begins to apply it, from where an earlier process has come in mode PARTIAL, else from the start. */
export async function beginApplying(client: Client, { id, mode, batchesApplied }: ImportRecord): Promise<void> {
  const goesOn = mode === 'PARTIAL' && batchesApplied > 0;
  const anew = { ...nothingYet, rowsApplied: 0, batchesApplied: 0, notes: Prisma.DbNull, noted: 0 };
  await client.import.update({
    where: { id },
    data: { status: 'APPLYING', attempts: { increment: 1 }, error: null, ...(goesOn ? {} : anew) },
    select: { id: true },
  });
}

export async function finishImport(
  client: Client,
  id: string,
  end: { status: ImportStatus; error?: string | null } & Partial<ImportCounts>,
): Promise<void> {
  await client.import.update({ where: { id }, data: { ...end, finishedAt: new Date() }, select: { id: true } });
}

export async function readImport(client: Client, id: string): Promise<ImportRecord | null> {
  const row = await client.import.findUnique({ where: { id } });
  return row && recordOf(row);
}

export async function knownImport(client: Client, id: string): Promise<ImportRecord> {
  const record = await readImport(client, id);
  if (!record) throw new Error(`The import ${id} is gone.`);
  return record;
}

/** Loads of the kind that may have been cut off, the newest first. */
export async function readLoading(
  client: Client,
  of: Pick<ImportRecord, 'kind' | 'organizationId' | 'ownerId'>,
): Promise<ImportRecord[]> {
  const rows = await client.import.findMany({ where: { ...of, status: 'LOADING' }, orderBy: { id: 'desc' }, take: 10 });
  return rows.map(recordOf);
}

/** Imports whose rows are all here and that are not applied, the oldest first. */
export async function readUnfinished(client: Client, kind: string): Promise<ImportRecord[]> {
  const rows = await client.import.findMany({
    where: { kind, loadedAt: { not: null }, status: { in: ['APPLYING', 'LOADING'] } },
    orderBy: { id: 'asc' },
  });
  return rows.map(recordOf);
}

export async function listImports(
  client: Client,
  filter: { owner: ImportOwner | null; kind: string | null; before: string | null; take: number },
): Promise<ImportRecord[]> {
  const rows = await client.import.findMany({
    where: {
      ...(filter.owner ?? {}),
      ...(filter.kind === null ? {} : { kind: filter.kind }),
      ...(filter.before === null ? {} : { id: { lt: filter.before } }),
    },
    orderBy: { id: 'desc' },
    take: filter.take,
  });
  return rows.map(recordOf);
}

function plain({
  givenColumns,
  constants,
  columnMap,
  broken,
  notes,
  ...rest
}: ImportChanges): Prisma.ImportUpdateInput {
  const json = { givenColumns, constants, columnMap, broken, notes };
  const given = Object.entries(json).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value === null ? Prisma.DbNull : withoutNul(value)]],
  );
  return { ...rest, ...Object.fromEntries(given) };
}

/** A file may hold NUL, which jsonb does not take. */
function withoutNul(value: object): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('\\u0000', '\\ufffd'));
}

function recordOf(row: Row): ImportRecord {
  return {
    ...row,
    format: row.format as ImportRecord['format'],
    givenColumns: row.givenColumns as ImportRecord['givenColumns'],
    constants: row.constants as ImportRecord['constants'],
    columnMap: row.columnMap as ImportRecord['columnMap'],
    broken: row.broken as ImportRecord['broken'],
    notes: (row.notes ?? []) as unknown as ImportRecord['notes'],
  };
}

/** Those of these imports that are undone. */
export async function readUndone(client: Client, ids: readonly string[]): Promise<string[]> {
  const rows = await client.import.findMany({
    where: { id: { in: [...ids] }, status: 'UNDONE' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
