import type { Core } from '../../src/app.ts';
import { system } from '../../src/kernel/actor.ts';
import { type DayNumber, dayAt } from '../../src/kernel/day.ts';
import { recordAudit } from '../../src/modules/accounts/index.ts';
import { readEdition } from '../../src/modules/taxonomy/index.ts';
import type { Db } from '../../src/platform/db/db.ts';
import { person } from './actors.ts';
import { loadCatalogs, loadPositions, loadPrograms, loadTalents, positionBatch, talentBatch } from './load.ts';
import { ensureOrganizations } from './organizations.ts';
import { type World, worldOf } from './world.ts';

export interface CityOrder {
  seed: number;
  talents: number;
  positions: number;
}

/** Told what is being done; a long load says how fast. */
export type Say = (line: string) => void;

/** Batches under way at once: while the database writes one, the next is made up. */
const lanes = 2;

/** What an earlier run has noted in the audit: on which day the city stands, and how much of it was finished. */
interface Note {
  day: DayNumber;
  talents: number;
  positions: number;
}

/**
 * Makes the synthetic city in the database, or what is missing of it: rows, frozen profiles, search documents.
 * Running it again with the same order changes nothing. @returns true when there was something to do.
 */
export async function seedCity(core: Core, order: CityOrder, say: Say = () => {}): Promise<boolean> {
  if (await isFinished(core.db, order)) return false;
  const note = await readNote(core.db, order.seed);
  const day = note?.day ?? dayAt(new Date());
  if (!note) await write(core, order.seed, 'city.begun', { day, talents: 0, positions: 0 });
  // An index that has never been laid out would be made anew from all rows, and then once more from their changes.
  await core.projector.runOnce();
  const before = await core.db.prisma.talent.count({ where: { externalId: { startsWith: 'demo-talent-' } } });
  const world = await loadOrganizations(core, order, day, say);
  await inBatches(order.positions, positionBatch, 'positions', say, (batch) =>
    loadPositions(core, world, batch, order.positions),
  );
  await loadCatalogs(core, world);
  // Before the talents: their documents carry the bands of these profiles.
  const profiles = await core.matching.profiles.freeze();
  say(`profiles 职业画像 frozen: ${profiles}`);
  await inBatches(order.talents, talentBatch, 'talents', say, (_batch, from, to) => loadTalents(core, world, from, to));
  await project(core, say);
  if (before > 0) say(`talents projected anew: ${await core.projector.rebuildAll('talent')}`);
  await core.db.pool.query('ANALYZE');
  await write(core, order.seed, 'city.finished', { day, talents: order.talents, positions: order.positions });
  return true;
}

/** Whether a run with this order, or a larger one of the same seed, has come to its end. */
export async function isFinished(db: Pick<Db, 'prisma'>, { seed, talents, positions }: CityOrder): Promise<boolean> {
  const note = await readNote(db, seed);
  return note !== null && note.talents >= talents && note.positions >= positions;
}

async function loadOrganizations(core: Core, { seed, positions }: CityOrder, day: DayNumber, say: Say): Promise<World> {
  const started = Date.now();
  const ids = await ensureOrganizations(core, seed, positions);
  const idOf = (externalId: string): string => {
    const id = ids.get(externalId);
    if (id === undefined) throw new Error(`The city has no organization ${externalId}.`);
    return id;
  };
  const links = readEdition().majorOccupations;
  const personId = await core.accounts.operator.ensureUser(person);
  const world = worldOf({ seed, day, taxonomy: core.taxonomy.service.now, links, idOf, personId });
  await loadPrograms(core, world);
  say(`organizations: ${ids.size}, with programs, in ${seconds(started)}`);
  return world;
}

async function inBatches(
  count: number,
  size: number,
  what: string,
  say: Say,
  load: (batch: number, from: number, to: number) => Promise<number>,
): Promise<void> {
  const [started, batches] = [Date.now(), Math.ceil(count / size)];
  let [next, written, passed] = [0, 0, 0];
  const lane = async (): Promise<void> => {
    while (next < batches) {
      const batch = next;
      next += 1;
      const [from, to] = [batch * size, Math.min(count, (batch + 1) * size)];
      const fresh = await load(batch, from, to);
      written += fresh;
      passed += to - from;
      const rate = Math.round((1_000 * passed) / Math.max(1, Date.now() - started));
      if (batches > 1) say(`${what}: ${passed} of ${count}, ${rate} a second`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  say(`${what}: ${written} written of ${count} in ${seconds(started)}`);
}

async function project({ db, projector }: Core, say: Say): Promise<void> {
  const started = Date.now();
  const left = async (): Promise<void> => {
    const { rows } = await db.pool.query<{ left: number }>('SELECT count(*) AS left FROM outbox');
    say(`search documents: ${rows[0]?.left ?? 0} changes left after ${seconds(started)}`);
  };
  const timer = setInterval(() => void left().catch(() => {}), 5_000);
  try {
    await projector.runOnce();
  } finally {
    clearInterval(timer);
  }
  say(`search documents projected in ${seconds(started)}`);
}

async function readNote({ prisma }: Pick<Db, 'prisma'>, seed: number): Promise<Note | null> {
  const rows = await prisma.auditEntry.findMany({
    where: { recordKind: 'city', recordId: `demo ${seed}` },
    orderBy: { id: 'desc' },
    take: 1,
  });
  return (rows[0]?.detail as unknown as Note | undefined) ?? null;
}

async function write({ db }: Core, seed: number, action: string, note: Note): Promise<void> {
  await db.prisma.$transaction((tx) =>
    recordAudit(tx, { actor: system, action, kind: 'city', id: `demo ${seed}`, detail: { ...note } }),
  );
}

export function seconds(since: number): string {
  return `${((Date.now() - since) / 1_000).toFixed(1)} s`;
}
