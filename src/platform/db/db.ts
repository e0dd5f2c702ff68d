import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { rowTypes } from './row-types.ts';

/** What a store takes: it does not matter to it whether a transaction is open. */
export type Client = PrismaClient | Prisma.TransactionClient;

export interface Db {
  readonly prisma: PrismaClient;
  /** For bulk paths and queries that Prisma cannot say; the same connections that Prisma uses. */
  readonly pool: pg.Pool;
  /** SQL statements sent since the start, BEGIN and COMMIT among them: tests hold queries to a bound with it. */
  statements(): number;
  close(): Promise<void>;
}

export interface DbOptions {
  readonly poolSize?: number;
}

// pg would write a Date in the zone of this machine, and a column without a zone would keep that.
pg.defaults.parseInputDatesAsUTC = true;

export function openDatabase(url: string, { poolSize = 10 }: DbOptions = {}): Db {
  let sent = 0;

  class CountingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      // Its end is met by the statement that uses it next. Without a listener it would end the process: also in the moment
      // between the pool, which takes its own away, and who has asked for a connection.
      this.on('error', () => {});
      const send = this.query.bind(this) as (...args: unknown[]) => unknown;
      this.query = ((...args: unknown[]) => {
        sent += 1;
        return send(...args);
      }) as typeof this.query;
    }
  }

  const pool = new pg.Pool({
    connectionString: url,
    Client: CountingClient,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: 'jucai',
    // Prisma's adapter drops the offset of a timestamptz and takes what is left for UTC: any other zone shifts times.
    options: '-c TimeZone=UTC',
    types: rowTypes,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

  let closing: Promise<void> | undefined;
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, pool, statements: () => sent, close: () => (closing ??= close()) };
}
