import type { Core } from '../../src/app.ts';
import { system } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { recordWrite } from '../../src/modules/accounts/index.ts';
import { ensureCatalog, upsertCatalogEntries } from '../../src/modules/catalogs/index.ts';
import { type PositionRow, upsertPositions } from '../../src/modules/positions/index.ts';
import { type ProgramRow, upsertPrograms } from '../../src/modules/schools/index.ts';
import { insertTalents } from '../../src/modules/talents/index.ts';
import type { Client } from '../../src/platform/db/db.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import { catalogsOf } from './catalogs.ts';
import { groupSize } from './plan.ts';
import { type PlannedPosition, positionsOfGroup } from './positions.ts';
import { programsOf } from './schools.ts';
import { type PlannedTalent, talentOf } from './talents.ts';
import type { World } from './world.ts';

/**
 * Each batch is a transaction of its own, and rows that are there, by external id, are left as they are: a load that was
 * cut off goes on where it stood, and what somebody changed in the demo stays changed.
 */
const patience = { timeout: 300_000, maxWait: 120_000 };

export const talentBatch = 3_000;
const groupsInBatch = 20;
export const positionBatch = groupsInBatch * groupSize;

/** Positions of one batch. @returns how many were put in. */
export function loadPositions({ db }: Core, world: World, batch: number, count: number): Promise<number> {
  const groups = Array.from({ length: groupsInBatch }, (_, at) => batch * groupsInBatch + at);
  const planned = groups.flatMap((group) => positionsOfGroup(world, group, count));
  return db.prisma.$transaction(async (tx) => {
    const known = await readPositionIds(
      tx,
      planned.map(({ values }) => values.externalId ?? ''),
    );
    const fresh = planned.filter(({ values }) => !known.has(values.externalId ?? ''));
    const earlier = fresh.flatMap((position) =>
      position.earlier ? [closedRow(world, position, position.earlier)] : [],
    );
    const closed = await upsertPositions(tx, earlier);
    const ids = await readPositionIds(
      tx,
      earlier.map(({ externalId }) => externalId ?? ''),
    );
    const open = await upsertPositions(
      tx,
      fresh.map((position) => openRow(world, position, ids)),
    );
    await recordChange(tx, { kind: 'position', ids: [...closed.created, ...open.created] });
    return fresh.length;
  }, patience);
}

async function readPositionIds(tx: Client, externalIds: string[]): Promise<Map<string, string>> {
  const rows = await tx.position.findMany({
    where: { externalId: { in: externalIds }, employer: { externalId: { startsWith: 'demo-' } } },
    select: { id: true, externalId: true },
  });
  return new Map(rows.map(({ id, externalId }) => [externalId ?? '', id]));
}

function openRow(
  { idOf }: World,
  { values, earlier, employer }: PlannedPosition,
  ids: ReadonlyMap<string, string>,
): PositionRow {
  const employerId = idOf(employer.externalId);
  const repostOfId = earlier ? (ids.get(earlier.externalId ?? '') ?? null) : null;
  return { ...values, employerId, postedById: employerId, status: 'PUBLISHED', closedReason: null, repostOfId };
}

function closedRow({ idOf }: World, { employer }: PlannedPosition, values: PlannedPosition['values']): PositionRow {
  const employerId = idOf(employer.externalId);
  return { ...values, employerId, postedById: employerId, status: 'CLOSED', closedReason: '期满未招到（演示）' };
}

/** Talents from a number on. @returns how many were put in. */
export function loadTalents({ db }: Core, world: World, from: number, to: number): Promise<number> {
  const planned = Array.from({ length: to - from }, (_, at) => talentOf(world, from + at));
  return db.prisma.$transaction(async (tx) => {
    const known = await readTalentKeys(tx, world, planned);
    const fresh = planned
      .filter(({ row }) => !known.has(row.content.externalId))
      .map(({ keeper, row }) => ({ id: newId(), ...ownerOf(world, keeper), ...row }));
    await insertTalents(tx, fresh);
    await recordChange(tx, { kind: 'talent', ids: fresh.map(({ id }) => id) });
    return fresh.length;
  }, patience);
}

function ownerOf({ idOf, personId }: World, keeper: string | null) {
  return keeper === null ? { userId: personId, organizationId: null } : { userId: null, organizationId: idOf(keeper) };
}

/** External ids that are there, keeper by keeper: that is how they are indexed. */
async function readTalentKeys(
  tx: Client,
  world: World,
  planned: readonly PlannedTalent[],
): Promise<Set<string | null>> {
  const keepers = [...new Set(planned.map(({ keeper }) => keeper))];
  const kept = keepers.map((keeper) => ({
    ...(keeper === null ? { userId: world.personId } : { organizationId: world.idOf(keeper) }),
    externalId: { in: planned.filter((one) => one.keeper === keeper).map(({ row }) => row.content.externalId) },
  }));
  const rows = await tx.talent.findMany({ where: { OR: kept }, select: { externalId: true } });
  return new Set(rows.map(({ externalId }) => externalId));
}

export async function loadPrograms({ db, schools }: Core, world: World): Promise<void> {
  const planned = programsOf(world);
  const read = () =>
    db.prisma.program.findMany({
      where: { externalId: { startsWith: 'demo-' }, school: { organization: { externalId: { startsWith: 'demo-' } } } },
      select: { id: true, externalId: true, version: true, _count: { select: { links: true } } },
    });
  const known = new Set((await read()).map(({ externalId }) => externalId));
  const rows = planned
    .filter(({ externalId }) => !known.has(externalId))
    .map(({ school, firm, own: _, ...values }): ProgramRow => {
      return { ...values, schoolId: world.idOf(school), firmId: firm === null ? null : world.idOf(firm) };
    });
  await db.prisma.$transaction(async (tx) => {
    const { created } = await upsertPrograms(tx, rows);
    await recordChange(tx, { kind: 'program', ids: created });
  }, patience);
  const own = new Map(planned.map((program) => [program.externalId, program.own]));
  for (const { id, externalId, version, _count } of await read()) {
    const links = own.get(externalId) ?? [];
    if (links.length === 0 || _count.links > 0) continue;
    const drafts = links.map((link) => ({ ...link, validFrom: world.day - 300 }));
    await schools.programs.setProgramOccupations(system, id, version, drafts);
  }
}

export async function loadCatalogs({ db }: Core, world: World): Promise<void> {
  for (const { issuer, values, entries } of catalogsOf(world)) {
    await db.prisma.$transaction(async (tx) => {
      const issuerId = world.idOf(issuer);
      const { externalId } = values;
      if (await tx.shortageCatalog.findUnique({ where: { issuerId_externalId: { issuerId, externalId } } })) return;
      const { id } = await ensureCatalog(tx, { ...values, issuerId, status: 'PUBLISHED' });
      await upsertCatalogEntries(tx, id, entries);
      await recordWrite(tx, { actor: system, action: 'catalog.published', kind: 'catalog', id });
    }, patience);
  }
}
