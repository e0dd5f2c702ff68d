import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { createProjector } from '../../src/platform/jobs/projector.ts';
import type { SearchPart } from '../../src/platform/search/document.ts';
import type { FieldDeclaration, Filter } from '../../src/platform/search/engine.ts';
import { FieldRegistry } from '../../src/platform/search/fields.ts';
import { PostgresEngine } from '../../src/platform/search/postgres-engine.ts';
import { testDatabase } from '../support/database.ts';
import { type MadeUpPart, rowsPart, rowsTable } from './rows-part.ts';

const db = await testDatabase();

const fields: FieldDeclaration[] = [
  { name: 'skill', kind: 'TOKENS', meaning: 'Skills.' },
  { name: 'fits', kind: 'BANDS', meaning: 'Fits.' },
  { name: 'size', kind: 'NUMBER', meaning: 'Size.' },
];

/** An upper module's part: the owner's region, by a table of its own. */
const ownerPart: SearchPart = {
  index: 'talent',
  fields: [{ name: 'region', kind: 'AXIS', meaning: 'Region of the owner.' }],
  project: async (client, ids) => {
    const rows = await client.$queryRaw<
      { row_id: string; region: string }[]
    >`SELECT row_id, region FROM made_up_owner WHERE row_id = ANY(${[...ids]}::uuid[])`;
    return new Map(rows.map(({ row_id, region }) => [row_id, { keys: { region: [region] } }]));
  },
  dependsOn: {
    owner: async (client, ids) => {
      const rows = await client.$queryRaw<
        { row_id: string }[]
      >`SELECT row_id FROM made_up_owner WHERE owner = ANY(${[...ids]}::uuid[])`;
      return rows.map(({ row_id }) => row_id);
    },
  },
};

function product(parts: SearchPart[] = [rowsPart('talent', fields), ownerPart]) {
  const registry = new FieldRegistry(parts);
  const projector = createProjector({ db, fields: registry });
  return {
    projector,
    engine: new PostgresEngine({
      db,
      fields: registry,
      rebuild: async (index) => void (await projector.rebuildAll(index)),
    }),
  };
}

async function save(id: string, part: MadeUpPart, kind = 'row'): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO made_up (id, part) VALUES (${id}::uuid, ${JSON.stringify(part)}::jsonb)
      ON CONFLICT (id) DO UPDATE SET part = excluded.part, version = made_up.version + 1`;
    await recordChange(tx, { kind, ids: [id] });
  });
}

const skill = (key: string): Filter => ({ op: 'ANY', field: 'skill', keys: [key] });
const found = async (engine: PostgresEngine, filter: Filter) =>
  (await engine.search('talent', '', filter, { first: 1_000, after: null })).ids;
const documents = async () =>
  (
    await db.pool.query(
      "SELECT id, version, sequence, deleted, tokens, texts FROM search_document WHERE index = 'talent' ORDER BY sequence",
    )
  ).rows;
const outboxRows = async () => (await db.pool.query('SELECT count(*) AS n FROM outbox')).rows[0].n;

beforeEach(async () => {
  await db.pool.query(`DROP TABLE IF EXISTS made_up, made_up_owner; ${rowsTable};
    CREATE TABLE made_up_owner (row_id uuid PRIMARY KEY, owner uuid NOT NULL, region text NOT NULL);
    TRUNCATE search_document, search_band, search_setaside, outbox; UPDATE search_state SET fields_hash = '', sequence = 0`);
});

describe('the projector', () => {
  it('projects what is committed, once, and nothing that was rolled back', async () => {
    const { projector, engine } = product();
    await projector.runOnce();
    const [id, other] = [newId(), newId()];
    await save(id, { keys: { skill: ['s:1'] }, packed: { a: 1 } });
    await db.prisma
      .$transaction(async (tx) => {
        await recordChange(tx, { kind: 'row', ids: [other] });
        throw new Error('no');
      })
      .catch(() => {});
    expect(await projector.runOnce()).toBe(1);
    expect(await projector.runOnce()).toBe(0);
    expect(await found(engine, skill('s:1'))).toEqual([id]);
    expect(await outboxRows()).toBe(0);
  });

  it('loses no change that is committed after a later one', async () => {
    const { projector, engine } = product();
    await projector.runOnce();
    const [early, late] = [newId(), newId()];
    const slow = await db.pool.connect();
    await slow.query('BEGIN');
    await slow.query('INSERT INTO made_up (id, part) VALUES ($1, $2)', [early, { keys: { skill: ['s:1'] } }]);
    await slow.query("INSERT INTO outbox (kind, record_id) VALUES ('row', $1)", [early]);
    await save(late, { keys: { skill: ['s:1'] } });
    await projector.runOnce();
    expect(await found(engine, skill('s:1'))).toEqual([late]);
    await slow.query('COMMIT');
    slow.release();
    await projector.runOnce();
    expect((await found(engine, skill('s:1'))).sort()).toEqual([early, late].sort());
    expect((await documents()).map(({ id }) => id)).toEqual([late, early]);
  });

  it('leaves a tombstone with a new sequence and no content', async () => {
    const { projector, engine } = product();
    await projector.runOnce();
    const id = newId();
    await save(id, { keys: { skill: ['s:1'], fits: ['b:1'] }, text: ['数控'], packed: { a: 1 } });
    await projector.runOnce();
    await db.pool.query('DELETE FROM made_up');
    await recordChange(db.prisma, { kind: 'row', ids: [id] });
    expect(await projector.runOnce()).toBe(1);
    expect(await found(engine, { op: 'TRUE' })).toEqual([]);
    expect(await documents()).toEqual([{ id, version: 1, sequence: 2, deleted: true, tokens: [], texts: null }]);
    expect((await db.pool.query('SELECT * FROM search_band')).rows).toEqual([]);
    await save(id, { keys: { skill: ['s:2'] } });
    await projector.runOnce();
    expect(await found(engine, skill('s:2'))).toEqual([id]);
  });

  it('keeps values as they are, whatever stands in them, and none for none', async () => {
    const { projector } = product();
    const odd = ['a\nb', 'it\'s "q" \\ {1,2} \u2028', '', 'NULL'];
    const [whole, bare, none] = [newId(), newId(), newId()];
    await save(whole, { keys: { skill: odd.slice(0, 2) }, text: odd, packed: odd });
    await save(bare, {});
    await save(none, { packed: null });
    await projector.runOnce();
    const { rows } = await db.pool.query(
      'SELECT cardinality(tokens) AS tokens, packed::text, texts, length(text) > 0 AS "hasWords" FROM search_document ORDER BY sequence',
    );
    expect(rows).toEqual([
      { tokens: 2, packed: JSON.stringify(odd), texts: odd, hasWords: true },
      { tokens: 0, packed: null, texts: [], hasWords: false },
      { tokens: 0, packed: null, texts: [], hasWords: false },
    ]);
  });

  it('replaces the bands of a document that was there, and leaves those of others', async () => {
    const { projector } = product();
    const [first, second, third] = [newId(), newId(), newId()];
    for (const id of [first, second]) await save(id, { keys: { fits: ['b:1', 'b:2'] } });
    await projector.runOnce();
    await save(first, { keys: { fits: ['b:3'] } });
    await save(second, {});
    await save(third, { keys: { fits: ['b:1'] } });
    await projector.runOnce();
    const { rows } = await db.pool.query(
      `SELECT b.id, array_agg(t.key) AS keys FROM search_band AS b JOIN search_token AS t ON t.id = ANY(b.tokens) GROUP BY b.id ORDER BY b.id`,
    );
    expect(rows).toEqual([
      { id: first, keys: ['b:3'] },
      { id: third, keys: ['b:1'] },
    ]);
  });

  it('leaves nothing that searches would wade through after many changes at once', async () => {
    const { projector, engine } = product();
    await projector.runOnce();
    const many = 10_001;
    await db.pool.query(
      `WITH made AS (INSERT INTO made_up (id, part)
         SELECT gen_random_uuid(), '{"keys":{"skill":["s:1"],"fits":["b:1"]},"text":["数控"]}' FROM generate_series(1, $1) RETURNING id)
       INSERT INTO outbox (kind, record_id) SELECT 'row', id FROM made`,
      [many],
    );
    expect(await projector.runOnce()).toBe(many);
    expect((await engine.search('talent', '数控', skill('s:1'), { first: 1, after: null })).total).toBe(many);
    // Cleaned a second time there are no pages left to clean.
    const { rows } = await db.pool.query(
      `SELECT gin_clean_pending_list(i) AS pages FROM unnest(ARRAY['search_document_talent_tokens_idx', 'search_document_talent_text_idx',
         'search_band_tokens']::regclass[]) AS i`,
    );
    expect(rows).toEqual([{ pages: 0 }, { pages: 0 }, { pages: 0 }]);
  }, 60_000);

  it('projects again what depends on a changed record', async () => {
    const { projector, engine } = product();
    const [first, second, stranger, owner] = [newId(), newId(), newId(), newId()];
    for (const id of [first, second, stranger]) await save(id, {});
    await db.pool.query("INSERT INTO made_up_owner VALUES ($1, $3, 'r:1'), ($2, $3, 'r:1')", [first, second, owner]);
    await projector.runOnce();
    await db.pool.query("UPDATE made_up_owner SET region = 'r:2'");
    await recordChange(db.prisma, { kind: 'owner', ids: [owner] });
    expect(await projector.runOnce()).toBe(2);
    const cells = await engine.count([
      { index: 'talent', filter: { op: 'TRUE' }, axes: ['region'], measures: [{ op: 'COUNT' }] },
    ]);
    expect(cells[0]?.toSorted((a, b) => (a.keys[0] ?? '').localeCompare(b.keys[0] ?? ''))).toEqual([
      { keys: ['-'], values: [1] },
      { keys: ['r:2'], values: [2] },
    ]);
  });

  it('survives being killed in the middle: nothing is lost, nothing doubled', async () => {
    const ids = Array.from({ length: 30 }, newId);
    for (const id of ids) await save(id, { keys: { skill: ['s:1'] } });
    const rows = rowsPart('talent', fields);
    await product([rows, ownerPart]).projector.rebuildAll();
    for (const id of ids) await save(id, { keys: { skill: ['s:2'] } });
    const killed = product([
      rows,
      {
        ...ownerPart,
        project: async (client, some) => {
          await client.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 4720001 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
          await sleep(50);
          return ownerPart.project(client, some);
        },
      },
    ]);
    await expect(killed.projector.runOnce()).rejects.toThrow();
    expect(await outboxRows()).toBeGreaterThanOrEqual(30);
    const { projector, engine } = product();
    await projector.runOnce();
    expect((await found(engine, skill('s:2'))).sort()).toEqual(ids.toSorted());
    expect(await documents()).toHaveLength(30);
    expect(await outboxRows()).toBe(0);
  });

  it('takes turns with another: sequences are given once and follow each other', async () => {
    const [one, two] = [product(), product()];
    await one.projector.runOnce();
    const ids = Array.from({ length: 60 }, newId);
    const writing = Promise.all(ids.map((id) => save(id, { keys: { skill: [`s:${id}`] } })));
    const turns = Promise.all([one, two, one, two].map(({ projector }) => projector.runOnce()));
    await Promise.all([writing, turns]);
    await two.projector.runOnce();
    const written = await documents();
    expect(written).toHaveLength(60);
    expect(new Set(written.map(({ sequence }) => sequence)).size).toBe(60);
    expect(await found(one.engine, skill(`s:${ids[7]}`))).toEqual([ids[7]]);
  });

  it('sets aside a document that cannot be made, and projects the rest', async () => {
    const { projector, engine } = product();
    await projector.runOnce();
    const ids = Array.from({ length: 9 }, newId);
    const [bad = ''] = ids;
    for (const id of ids) await save(id, { numbers: { size: id === bad ? 1.5 : 1 } });
    expect(await projector.runOnce()).toBe(8);
    expect(await outboxRows()).toBe(0);
    expect((await engine.status()).indexes.find(({ index }) => index === 'talent')).toEqual({
      index: 'talent',
      documents: 8,
      sequence: 8,
      setAside: 1,
    });
    expect((await db.pool.query('SELECT id, error FROM search_setaside')).rows).toEqual([
      { id: bad, error: expect.stringContaining('1.5') },
    ]);
    await save(bad, { numbers: { size: 2 } });
    await projector.runOnce();
    expect((await engine.status()).indexes.find(({ index }) => index === 'talent')).toMatchObject({
      documents: 9,
      setAside: 0,
    });
  });

  it('goes on when a part fails for one document or cannot tell what a change touches', async () => {
    const [good, bad] = [newId(), newId()];
    for (const id of [good, bad]) await save(id, { keys: { skill: ['s:1'] } });
    const failing: SearchPart = {
      ...ownerPart,
      project: async (client, ids) => {
        if (ids.includes(bad)) throw new Error('broken row');
        return ownerPart.project(client, ids);
      },
      dependsOn: {
        row: async (_client, ids) => {
          if (ids.includes(bad)) throw new Error('broken link');
          return [];
        },
      },
    };
    const { projector, engine } = product([rowsPart('talent', fields), failing]);
    await projector.runOnce();
    expect(await found(engine, { op: 'TRUE' })).toEqual([good]);
    const { rows } = await db.pool.query('SELECT id, kind FROM search_setaside ORDER BY kind');
    expect(rows).toEqual([
      { id: bad, kind: '' },
      { id: bad, kind: 'row' },
    ]);
  });

  it('makes documents anew by itself when declarations change, and lets nobody read the old ones', async () => {
    const id = newId();
    await save(id, { keys: { skill: ['s:1'] }, numbers: { size: 3 } });
    const before = product();
    await before.projector.runOnce();
    const after = product([
      rowsPart('talent', [{ name: 'weight', kind: 'NUMBER', meaning: 'Weight.' }, ...fields]),
      ownerPart,
    ]);
    const size: Filter = { op: 'RANGE', field: 'size', min: 3, max: 3 };
    await expect(found(after.engine, size)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await after.projector.runOnce();
    expect(await found(after.engine, size)).toEqual([id]);
    await expect(found(before.engine, size)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(before.projector.runOnce()).rejects.toThrow(/Another version/);
  });

  it('finds in a rebuild what has gone without a word', async () => {
    const { projector, engine } = product();
    const ids = Array.from({ length: 5 }, newId);
    for (const id of ids) await save(id, { keys: { skill: ['s:1'] } });
    await projector.runOnce();
    await db.pool.query('DELETE FROM made_up WHERE id = $1', [ids[2]]);
    await engine.rebuild('talent');
    expect((await found(engine, skill('s:1'))).sort()).toEqual(ids.filter((id) => id !== ids[2]).sort());
  });

  it('hears of a commit while it runs, and stops when told', async () => {
    const { projector, engine } = product();
    projector.start();
    try {
      await expect.poll(() => found(engine, { op: 'TRUE' }).catch(() => null), { timeout: 5_000 }).toEqual([]);
      const id = newId();
      await save(id, { keys: { skill: ['s:1'] } });
      await expect.poll(() => found(engine, skill('s:1')), { timeout: 1_500, interval: 20 }).toEqual([id]);
    } finally {
      await projector.stop();
    }
    await save(newId(), {});
    await sleep(100);
    expect(await outboxRows()).toBe(1);
  });

  it('works together on changes that come thick and fast', async () => {
    let batches = 0;
    const registry = new FieldRegistry([rowsPart('talent', fields)]);
    const beforeBatch = async () => {
      batches += 1;
    };
    const projector = createProjector({ db, fields: registry, beforeBatch });
    await projector.runOnce();
    const before = batches;
    const started = performance.now();
    projector.start();
    try {
      for (let n = 0; n < 50; n += 1) await save(newId(), {});
      await expect.poll(() => outboxRows(), { timeout: 5_000, interval: 20 }).toBe(0);
    } finally {
      await projector.stop();
    }
    // At most ten a second; the first has nothing before it, and a timer may be early.
    expect(batches - before).toBeLessThanOrEqual((performance.now() - started) / 95 + 1);
    expect((await documents()).length).toBe(50);
  });
});
