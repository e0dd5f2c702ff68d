import type { Client } from '../../src/platform/db/db.ts';
import type { DocumentPart, SearchPart } from '../../src/platform/search/document.ts';
import type { FieldDeclaration, SearchIndex } from '../../src/platform/search/engine.ts';

/** A made-up module: a table whose rows hold their own document. */
export const rowsTable = `CREATE TABLE made_up (id uuid PRIMARY KEY, version int NOT NULL DEFAULT 1, created_at timestamptz NOT NULL DEFAULT now(), part jsonb NOT NULL)`;

export interface MadeUpPart extends Omit<DocumentPart, 'text'> {
  text?: string[];
}

interface Row {
  id: string;
  version: number;
  created_at: Date;
  part: MadeUpPart;
}

const read = (client: Client, ids: readonly string[]) =>
  client.$queryRaw<Row[]>`SELECT id, version, created_at, part FROM made_up WHERE id = ANY(${[...ids]}::uuid[])`;

/** The base part over that table; a change of kind `row` touches its own document. */
export function rowsPart(index: SearchIndex, fields: readonly FieldDeclaration[]): SearchPart {
  return {
    index,
    fields,
    rows: async (client, ids) =>
      new Map((await read(client, ids)).map((row) => [row.id, { version: row.version, createdAt: row.created_at }])),
    project: async (client, ids) => new Map((await read(client, ids)).map((row) => [row.id, row.part])),
    dependsOn: { row: async (_client, ids) => ids },
    ids: async (client, after, limit) => {
      const rows = await client.$queryRaw<
        { id: string }[]
      >`SELECT id FROM made_up WHERE ${after}::uuid IS NULL OR id > ${after}::uuid ORDER BY id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },
  };
}
