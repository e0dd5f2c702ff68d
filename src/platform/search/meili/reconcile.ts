import type { SearchIndex } from '../engine.ts';
import type { Destination } from './follower-destination.ts';
import { listDocuments, rowsOf } from './follower-rows.ts';
import { sendSingly } from './follower-send.ts';

/** Rows compared at once. */
const pageRows = 10_000;
/** Documents repaired at once. */
const repairRows = 1_000;

/** How an index of a server differed from `search_document`. */
export interface Drift {
  server: string;
  index: SearchIndex;
  /** That the server should have. */
  documents: number;
  /** Ids that it lacked. */
  missing: string[];
  /** Ids of which it had an older, or a newer, state. */
  stale: string[];
  /** Ids that it should not have had. */
  surplus: string[];
  /** Ids that it refuses; they are no drift. */
  refused: string[];
}

/**
 * Compares ids and sequences of both sides; a sequence is given for every version of a document. To be called by who
 * follows the server and has just sent everything: what is committed after the checkpoint is not looked at.
 */
export async function findDrift(to: Destination, server: string): Promise<Drift> {
  const { fields, connection, held } = to.source;
  const { checkpoints } = await to.store.read();
  const checkpoint = checkpoints.find(({ uid }) => uid === to.uid)?.sequence ?? 0;
  const refused = await to.store.refused(to.uid);
  const there = await readServer(to);
  const drift: Drift = { server, index: fields.index, documents: 0, missing: [], stale: [], surplus: [], refused };
  const isRefused = new Set(refused);
  for (let after: string | null = null, isLast = false; !isLast; ) {
    const rows = await listDocuments(connection, fields, after, pageRows);
    after = rows.at(-1)?.id ?? after;
    isLast = rows.length < pageRows;
    const ids = rows.map(({ id }) => id);
    const own = await held?.(await rowsOf(connection, fields, ids), to.source);
    for (const { id, sequence } of rows) {
      const found = there.get(id);
      const isLooked = own?.has(id) ?? true;
      if (isLooked || sequence > checkpoint) there.delete(id);
      if (!isLooked) continue;
      drift.documents += 1;
      if (isRefused.has(id) || sequence > checkpoint || found === sequence) continue;
      (found === undefined ? drift.missing : drift.stale).push(id);
    }
  }
  // Gone by now, and the tombstone is not yet sent.
  const left = [...there.keys()].filter((id) => !isRefused.has(id));
  const rows = await rowsOf(connection, fields, left);
  const isPending = new Set(rows.filter(({ sequence }) => Number(sequence) > checkpoint).map(({ id }) => id));
  drift.surplus = left.filter((id) => !isPending.has(id));
  return drift;
}

async function readServer({ server, uid }: Destination): Promise<Map<string, number>> {
  const there = new Map<string, number>();
  for await (const page of server.documents(uid)) for (const { id, sequence } of page) there.set(id, sequence);
  return there;
}

/** Sends what differs, and what was refused, as it is now. */
export async function repair(to: Destination, { missing, stale, surplus, refused }: Drift): Promise<void> {
  const ids = [...missing, ...stale, ...surplus, ...refused];
  for (let from = 0; from < ids.length; from += repairRows) await sendSingly(to, ids.slice(from, from + repairRows), 0);
}

export function isLevel({ missing, stale, surplus }: Drift): boolean {
  return missing.length + stale.length + surplus.length === 0;
}
