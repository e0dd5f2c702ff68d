import { type EngineStatus, namedSetAside, type SearchIndex, type SetAsideDocument } from '../engine.ts';
import type { Connection } from '../postgres-write.ts';

/** An index in service on a server. */
export interface FollowedIndex {
  server: string;
  uid: string;
  index: SearchIndex;
}

interface IndexRow {
  index: SearchIndex;
  sequence: number;
  rows: number;
  seconds: number;
  refused: number;
}

interface ServerRow {
  server: string;
  version: string | null;
  error: string | null;
  error_at: Date | null;
}

/** What the projector's state becomes where its documents have yet to reach Meilisearch. */
export async function followedStatus(
  connection: Connection,
  projected: EngineStatus,
  followed: readonly FollowedIndex[],
): Promise<EngineStatus> {
  const rows = await readIndexes(connection, followed);
  const servers = await readServers(connection, followed);
  const named = await readRefused(connection, followed);
  const failed = servers.find(({ error }) => error !== null);
  return {
    engine: 'MEILISEARCH',
    version: servers.find(({ version }) => version !== null)?.version ?? null,
    indexes: projected.indexes.map((one) => {
      const own = rows.filter(({ index }) => index === one.index);
      return {
        ...one,
        sequence: Math.min(one.sequence, ...own.map(({ sequence }) => sequence)),
        setAside: own.reduce((sum, { refused }) => sum + refused, one.setAside),
      };
    }),
    // A change waits for each server on its own: what waits for the one that is farthest behind is what waits.
    lagRows: projected.indexes.reduce(
      (sum, { index }) => sum + Math.max(0, ...rows.filter((row) => row.index === index).map((row) => row.rows)),
      projected.lagRows,
    ),
    lagSeconds: Math.max(projected.lagSeconds, ...rows.map(({ seconds }) => seconds)),
    failure: failed ? { message: `${nameOf(failed)}${failed.error}`, at: failed.error_at ?? new Date() } : null,
    setAside: [...projected.setAside, ...named].sort((a, b) => +b.at - +a.at).slice(0, namedSetAside),
  };
}

const nameOf = ({ server }: ServerRow) => (server === '' ? '' : `${server}: `);

/** The first row that waits is the oldest: sequences are given in the order of writing. */
async function readIndexes(connection: Connection, followed: readonly FollowedIndex[]): Promise<IndexRow[]> {
  const waiting = 'FROM search_document AS d WHERE d.index = f.index AND d.sequence > coalesce(c.sequence, 0)';
  const { rows } = await connection.query<IndexRow>(
    `SELECT f.index, coalesce(c.sequence, 0) AS sequence, (SELECT count(*) ${waiting}) AS rows,
      coalesce((SELECT greatest(0, extract(epoch FROM clock_timestamp() - d.written_at)) ${waiting} ORDER BY d.sequence LIMIT 1), 0)::float8 AS seconds,
      (SELECT count(*) FROM search_refused AS r WHERE r.server = f.server AND r.uid = f.uid) AS refused
     FROM unnest($1::text[], $2::text[], $3::text[]) AS f (server, uid, index)
     LEFT JOIN search_checkpoint AS c ON c.server = f.server AND c.uid = f.uid`,
    [followed.map(({ server }) => server), followed.map(({ uid }) => uid), followed.map(({ index }) => index)],
  );
  return rows;
}

async function readServers(connection: Connection, followed: readonly FollowedIndex[]): Promise<ServerRow[]> {
  const { rows } = await connection.query<ServerRow>(
    'SELECT server, version, error, error_at FROM search_server WHERE server = ANY($1::text[]) ORDER BY error_at DESC NULLS LAST',
    [followed.map(({ server }) => server)],
  );
  return rows;
}

async function readRefused(connection: Connection, followed: readonly FollowedIndex[]): Promise<SetAsideDocument[]> {
  const { rows } = await connection.query<SetAsideDocument>(
    `SELECT f.index, r.id, r.error, r.at FROM unnest($1::text[], $2::text[], $3::text[]) AS f (server, uid, index)
     JOIN search_refused AS r ON r.server = f.server AND r.uid = f.uid ORDER BY r.at DESC LIMIT ${namedSetAside}`,
    [followed.map(({ server }) => server), followed.map(({ uid }) => uid), followed.map(({ index }) => index)],
  );
  return rows;
}
