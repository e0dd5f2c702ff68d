import type { Core } from '../../src/app.ts';
import { system } from '../../src/kernel/actor.ts';
import type { OperatorOrganization } from '../../src/modules/accounts/index.ts';
import { agencies, employerOf, offices, organizationOf } from './employers.ts';
import { figures, firmTimeIndex, firmTimesOf } from './plan.ts';
import { schools } from './schools.ts';

/** Organizations made in one transaction. */
const chunkSize = 200;
/** Employers that talents hide from, and programs are held with; they are there however few positions are. */
const always = 60;

/** Makes what is missing of the city's organizations. @returns their ids by external id. */
export async function ensureOrganizations(core: Core, seed: number, positions: number): Promise<Map<string, string>> {
  const ids = await readIds(core);
  const employers = employerNumbers(seed, positions).map((number) => organizationOf(employerOf(seed, number)));
  const missing = [...offices, ...agencies, ...employers].filter(({ externalId }) => !ids.has(externalId));
  for (let from = 0; from < missing.length; from += chunkSize) {
    await make(core, missing.slice(from, from + chunkSize), ids);
  }
  await makeSchools(core, ids);
  return ids;
}

async function readIds({ db }: Core): Promise<Map<string, string>> {
  const rows = await db.prisma.organization.findMany({
    where: { externalId: { startsWith: 'demo-' } },
    select: { id: true, externalId: true },
  });
  return new Map(rows.map(({ id, externalId }) => [externalId ?? '', id]));
}

/** Those that take part with the first so many positions. */
export function employerNumbers(seed: number, positions: number): number[] {
  const numbers = new Set(Array.from({ length: always }, (_, number) => number));
  for (let block = 0; block * figures.positions < positions; block += 1) {
    const inBlock = Math.min(figures.positions, positions - block * figures.positions);
    const used = firmTimesOf(seed, block).slice(0, firmTimeIndex(inBlock - 1) + 1);
    for (const { employer } of used) numbers.add(employer);
  }
  return [...numbers].sort((a, b) => a - b);
}

async function make(
  { db, accounts }: Core,
  chunk: readonly OperatorOrganization[],
  ids: Map<string, string>,
): Promise<void> {
  const made = await db.prisma.$transaction(
    async (tx) => {
      const pairs: [string, string][] = [];
      for (const organization of chunk) {
        const { id } = await accounts.operator.ensureOrganizationIn(tx, organization);
        pairs.push([organization.externalId, id]);
      }
      return pairs;
    },
    { timeout: 60_000 },
  );
  for (const [externalId, id] of made) ids.set(externalId, id);
}

async function makeSchools({ db, schools: module }: Core, ids: Map<string, string>): Promise<void> {
  for (const { programs: _, ...school } of schools.filter(({ externalId }) => !ids.has(externalId))) {
    const { id } = await db.prisma.$transaction((tx) =>
      module.service.createIn(tx, system, school, { verified: true }),
    );
    ids.set(school.externalId, id);
  }
}
