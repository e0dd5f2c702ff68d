import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { loadShipped, wire } from '../../src/app.ts';
import { type Db, openDatabase } from '../../src/platform/db/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { emptyDatabase } from '../support/database.ts';
import { noMeili, type TestMeili, testMeili } from '../support/meili-server.ts';
import { testProduct, testSecrets } from '../support/product.ts';

const call = promisify(execFile);
const version = await call('pg_dump', ['--version']).then(
  ({ stdout }) => Number(/ (\d+)\./.exec(stdout)?.[1] ?? 0),
  () => 0,
);
const reason = version === 0 ? 'there is no pg_dump on the PATH' : `pg_dump is of version ${version}`;

describe.skipIf(version < 18)(
  `back-up and restore (${version < 18 ? `needs pg_dump 18: ${reason}` : reason})`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jucai-backup-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'jucai.dump');
    const product = await testProduct();
    const { core, ask, run, member, settle } = product;
    const url = (core.db as Db & { url: string }).url;
    // Started here, for what a test starts is not ended with the file; and not where nothing runs.
    const meili = noMeili || version < 18 ? null : await testMeili();
    const fed = await testProduct(undefined, { meili });
    const script = (name: string, to: string, path = file) =>
      call('env', [`DATABASE_URL=${to}`, join(packageRoot, 'scripts', name), path]);

    it('a database that was lost comes back whole, and its search with it', async () => {
      const employer = await member('EMPLOYER');
      await ask(
        `mutation ($input: PositionInput!) { createPosition(input: $input) { id } }`,
        {
          input: { title: '数控车工', occupation: '6-18-01-01', headcount: 2, region: '350211', opensOn: '2026-05-01' },
        },
        employer,
      );
      await settle();
      await script('backup.sh', url);
      const lost = await stored(core.db);
      const other = await emptyDatabase();
      await script('restore.sh', other.url);
      const db = openDatabase(other.url);
      try {
        expect(await stored(db)).toEqual(lost);
        const again = wire(db, testSecrets, createLog('error'), () => 20_605);
        await loadShipped(again);
        await again.projector.runOnce();
        expect(await documents(db)).toEqual(await documents(core.db));
      } finally {
        await db.close();
        await other.drop();
      }
      expect(await run('{ positions(first: 1) { items { id } } }', {}, employer)).toMatchObject({ errors: [] });
    });

    it.skipIf(noMeili)(
      `Meilisearch, which was not set back with it, is filled anew${noMeili ? ` (${noMeili})` : ''}`,
      { timeout: 60_000 },
      async () => {
        if (!meili) throw new Error('There is no Meilisearch.');
        const create = 'mutation ($input: PositionInput!) { createPosition(input: $input) { id } }';
        const input = {
          title: '钳工',
          occupation: '6-18-01-01',
          headcount: 1,
          region: '350211',
          opensOn: '2026-05-01',
        };
        const employer = await fed.member('EMPLOYER');
        await fed.ask(create, { input }, employer);
        await fed.settle();
        await script('backup.sh', (fed.core.db as Db & { url: string }).url);
        await fed.ask(create, { input: { ...input, title: '后来的' } }, employer);
        await fed.settle();
        const other = await emptyDatabase();
        await script('restore.sh', other.url);
        const db = openDatabase(other.url);
        try {
          const again = wire(db, { ...testSecrets, meili }, createLog('error'), () => 20_605);
          const drift = async () => (await again.follower?.reconcile({ index: 'position', repairs: false })) ?? [];
          await loadShipped(again);
          await again.follower?.runOnce();
          expect(await uidsOf(meili)).toEqual([]);
          await again.projector.runOnce();
          await again.follower?.runOnce();
          expect(await drift()).toEqual([
            expect.objectContaining({ documents: 1, missing: [], stale: [], surplus: [], refused: [] }),
          ]);
          expect(await uidsOf(meili)).toHaveLength(4);
        } finally {
          await db.close();
          await other.drop();
        }
      },
    );

    it('a back-up that is cut short fills nothing, and one is never poured over a database in use', async () => {
      await script('backup.sh', url);
      await expect(script('restore.sh', url)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('tables already'),
      });
      const cut = join(folder, 'cut.dump');
      writeFileSync(cut, '');
      await call('cp', [file, cut]);
      truncateSync(cut, 60_000);
      const other = await emptyDatabase();
      const db = openDatabase(other.url);
      try {
        await expect(script('restore.sh', other.url, cut)).rejects.toThrow();
        const { rows } = await db.pool.query(`SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`);
        expect(rows).toEqual([{ n: 0 }]);
      } finally {
        await db.close();
        await other.drop();
      }
    });

    it('a back-up that fails leaves no file', async () => {
      await expect(script('backup.sh', `${url}_gone`, join(folder, 'none.dump'))).rejects.toThrow();
      expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
    });
  },
);

/** All tables but those of search documents and what Meilisearch has of them, row by row as digests. */
async function stored({ pool }: Pick<Db, 'pool'>): Promise<Record<string, string | null>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
       AND tablename !~ '^search_(document|band|state|server|checkpoint|refused)' ORDER BY 1`,
  );
  const found: Record<string, string | null> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ digest: string | null }>(
      `SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS digest FROM "${name}" t`,
    );
    found[name] = rows[0]?.digest ?? null;
  }
  return found;
}

async function uidsOf(meili: TestMeili): Promise<string[]> {
  const { results } = await new MeiliClient(meili).ask((client) => client.getRawIndexes({ limit: 1_000 }));
  return results.map(({ uid }) => uid).filter((uid) => uid.startsWith(meili.prefix));
}

async function documents({ pool }: Pick<Db, 'pool'>): Promise<unknown[]> {
  const { rows } = await pool.query(
    `SELECT index, id, tokens, packed::text FROM search_document WHERE NOT deleted ORDER BY index, id`,
  );
  return rows;
}
