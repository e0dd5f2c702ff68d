import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { StartupError } from '../startup-error.ts';

export interface MigrationReport {
  /** Names of those applied now, in their order. */
  readonly applied: string[];
  /** How many had been applied before. */
  readonly already: number;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Row {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** The number that `prisma migrate` locks too: the two never run at once. */
const LOCK = 72707369;

/** Column for column what `prisma migrate` makes, so that either of the two can go on where the other stopped. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to the state of the folder. A migration and the note that it is done are one transaction:
 * one that is killed in the middle has never been. So SQL that must run outside of one (CREATE INDEX CONCURRENTLY)
 * has no place in a migration.
 */
export async function migrate(url: string, { folder }: { folder: string }): Promise<MigrationReport> {
  const migrations = readMigrations(folder);
  return withLock(url, async (client) => {
    await client.query('SET client_min_messages = warning');
    await client.query(TABLE);
    const done = await readDone(client);
    refuseUnfit(done, migrations, folder);
    const pending = migrations.filter(({ name }) => !done.has(name));
    for (const migration of pending) await apply(client, migration);
    return { applied: pending.map(({ name }) => name), already: done.size };
  });
}

/** Says that the failed migration may be tried again: its transaction has left nothing behind. */
export async function forgiveFailed(url: string, name: string): Promise<boolean> {
  const forgive =
    'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL';
  return withLock(url, async (client) => ((await client.query(forgive, [name])).rowCount ?? 0) > 0);
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder))
    throw new StartupError(`There is no migrations folder ${folder}: start from the folder of the product.`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const file = join(folder, name, 'migration.sql');
      if (!existsSync(file))
        throw new StartupError(`The migration ${name} has no migration.sql: restore the file, or remove its folder.`);
      const sql = readFileSync(file);
      return { name, sql: sql.toString('utf8'), checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function withLock<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    // Without it the server would go on with the statement of a killed process, and keep the lock, until it is done.
    await client.query("SET client_connection_check_interval = '1s'");
    // A session's lock: it ends with the connection.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'jucai-migrate',
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartupError(`The database cannot be reached (${message || code}): start it, or mend DATABASE_URL.`);
  }
}

async function readDone(client: pg.Client): Promise<Map<string, Row>> {
  const { rows } = await client.query<Row>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

function refuseUnfit(done: Map<string, Row>, migrations: Migration[], folder: string): void {
  for (const { migration_name, finished_at } of done.values()) {
    if (finished_at === null) throw failed(migration_name, 'it failed in an earlier start');
  }
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const unknown = [...done.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StartupError(
      `SCHEMA_NEWER: the database has migrations that this version does not know (${unknown.join(', ')}): run the version that made them, or restore a backup from before.`,
    );
  }
  for (const { migration_name: name, checksum } of done.values()) {
    if (known.get(name)?.checksum !== checksum) {
      throw new StartupError(
        `MIGRATION_CHANGED: ${name} was changed after it was applied: restore ${join(folder, name, 'migration.sql')}, and put the change into a new migration.`,
      );
    }
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
      id,
      checksum,
      name,
    ]);
    const before = await transaction(client);
    await client.query(sql);
    if ((await transaction(client)) !== before)
      throw new Error('it ends the transaction itself (COMMIT or ROLLBACK): remove that');
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    );
    await client.query('COMMIT');
  } catch (error) {
    const reason = describe(error as pg.DatabaseError, sql);
    await note(client, { id, checksum, name, reason });
    throw failed(name, reason);
  }
}

const transaction = async (client: pg.Client) =>
  (await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id')).rows[0]?.id;

/** A broken connection cannot be told; then there is no trace, and the next start tries again. */
async function note(
  client: pg.Client,
  failure: { id: string; checksum: string; name: string; reason: string },
): Promise<void> {
  try {
    await client.query('ROLLBACK');
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET logs = EXCLUDED.logs',
      [failure.id, failure.checksum, failure.name, failure.reason],
    );
  } catch {
    return;
  }
}

function describe(error: pg.DatabaseError, sql: string): string {
  const line = error.position ? `line ${sql.slice(0, Number(error.position)).split('\n').length}: ` : '';
  return `${line}${error.message}`.replaceAll('\n', ' ');
}

const failed = (name: string, reason: string) =>
  new StartupError(
    `MIGRATION_FAILED: ${name}: ${reason}. Mend the cause, then allow another try: npm run migrate -- --forgive ${name}`,
  );
