import { v5 } from 'uuid';
import type { SearchPart } from '../../platform/search/document.ts';
import type { Filter } from '../../platform/search/engine.ts';
import { type OccupationRow, readOccupations } from './taxonomy.store.ts';

/** Any fixed UUID will do: it keeps these ids apart from all others made by the same rule. */
const namespace = '6f2c1a52-3d0b-5c0e-9a4e-5b8d2f7c9e10';

/** Concepts have codes, documents have UUIDs: the same code gives the same id on every machine. */
export function occupationId(code: string): string {
  return v5(`occupation:${code}`, namespace);
}

export function occupationsAtLevel(level: number): Filter {
  return { op: 'ANY', field: 'level', keys: [`level:${level}`] };
}

/** The base part of the index of occupations: those that are not retired, found by any of their names. */
export const occupationPart: SearchPart = {
  index: 'occupation',
  fields: [{ name: 'level', kind: 'TOKENS', meaning: 'Level, 1 大类 to 4 细类.' }],
  async rows(client, ids) {
    // Concepts keep no time of their own; one time for all leaves equals in the order of their ids.
    const row = { version: 1, createdAt: new Date(0) };
    return new Map([...among(await readOccupations(client), ids).keys()].map((id) => [id, row]));
  },
  async project(client, ids) {
    const rows = among(await readOccupations(client), ids);
    return new Map(
      [...rows].map(([id, { code, level, name, nameEn, aliases }]) => [
        id,
        {
          keys: { level: [`level:${level}`] },
          text: [name, ...aliases, ...(nameEn === null ? [] : [nameEn]), code],
        },
      ]),
    );
  },
  async ids(client, after, limit) {
    const ids = (await readOccupations(client)).map(({ code }) => occupationId(code)).sort();
    return ids.filter((id) => after === null || id > after).slice(0, limit);
  },
  dependsOn: {
    occupation: async (_client, ids) => ids,
  },
};

function among(rows: readonly OccupationRow[], ids: readonly string[]): Map<string, OccupationRow> {
  const wanted = new Set(ids);
  return new Map(rows.map((row) => [occupationId(row.code), row] as const).filter(([id]) => wanted.has(id)));
}
