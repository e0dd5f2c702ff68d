import type { Client } from '../../platform/db/db.ts';
import type { ConceptRecord, Scheme, TaxonomyLinks } from './taxonomy.rules.ts';

export interface EditionRows extends TaxonomyLinks {
  edition: string;
  concepts: readonly Omit<ConceptRecord, 'edition' | 'retiredIn' | 'successors'>[];
  occupationLicences: readonly { occupation: string; licence: string; source: string }[];
}

export async function readConcepts(client: Client): Promise<ConceptRecord[]> {
  const rows = await client.concept.findMany({ orderBy: [{ scheme: 'asc' }, { code: 'asc' }] });
  return rows.map((row) => ({
    ...row,
    scheme: row.scheme as Scheme,
    attributes: row.attributes as Record<string, string>,
  }));
}

export type OccupationRow = Pick<ConceptRecord, 'code' | 'level' | 'name' | 'nameEn' | 'aliases'>;

/** Occupations that are not retired. */
export function readOccupations(client: Client): Promise<OccupationRow[]> {
  return client.concept.findMany({
    where: { scheme: 'occupation', retiredIn: null },
    select: { code: true, level: true, name: true, nameEn: true, aliases: true },
  });
}

export async function readLinks(client: Client): Promise<TaxonomyLinks> {
  const [substitutes, occupationSkills, occupationLicences] = await Promise.all([
    client.skillSubstitute.findMany(),
    client.occupationSkill.findMany({ orderBy: [{ occupation: 'asc' }, { skill: 'asc' }] }),
    client.occupationLicence.findMany(),
  ]);
  return { substitutes: substitutes.map(({ a, b }) => [a, b] as const), occupationSkills, occupationLicences };
}

export async function checksumOf(client: Client, edition: string): Promise<string | null> {
  const row = await client.taxonomyEdition.findUnique({ where: { edition } });
  return row?.checksum ?? null;
}

/** Serializes loads of editions until the transaction ends. */
export async function lockEditions(tx: Client): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('taxonomy edition'))`;
}

/**
 * Puts an edition's concepts in: new ones are added, changed ones renamed in place, missing ones retired.
 * @returns the codes of all occupations, retired ones too.
 */
export async function writeEdition(tx: Client, rows: EditionRows, checksum: string): Promise<string[]> {
  const json = JSON.stringify(rows.concepts);
  await tx.$executeRaw`
    INSERT INTO concept (scheme, code, level, parent, name, name_en, aliases, attributes, edition, successors)
    SELECT c.scheme, c.code, c.level, c.parent, c.name, c."nameEn", c.aliases, c.attributes, ${rows.edition}, '{}'
    FROM jsonb_to_recordset(${json}::jsonb) AS c(scheme text, code text, level smallint, parent text, name text,
      "nameEn" text, aliases text[], attributes jsonb)
    ON CONFLICT (scheme, code) DO UPDATE SET level = excluded.level, parent = excluded.parent, name = excluded.name,
      name_en = excluded.name_en, aliases = excluded.aliases, attributes = excluded.attributes, retired_in = NULL`;
  await tx.$executeRaw`
    UPDATE concept SET retired_in = ${rows.edition}
    WHERE retired_in IS NULL AND (scheme, code) NOT IN (
      SELECT c.scheme, c.code FROM jsonb_to_recordset(${json}::jsonb) AS c(scheme text, code text))`;
  await tx.skillSubstitute.deleteMany();
  await tx.skillSubstitute.createMany({
    data: rows.substitutes.map(([a, b]) => (a < b ? { a, b } : { a: b, b: a })),
    skipDuplicates: true,
  });
  await tx.occupationSkill.deleteMany();
  await tx.occupationSkill.createMany({ data: [...rows.occupationSkills], skipDuplicates: true });
  await tx.occupationLicence.deleteMany();
  await tx.occupationLicence.createMany({ data: [...rows.occupationLicences], skipDuplicates: true });
  await tx.taxonomyEdition.upsert({
    where: { edition: rows.edition },
    create: { edition: rows.edition, checksum },
    update: { checksum, loadedAt: new Date() },
  });
  const occupations = await tx.$queryRaw<{ code: string }[]>`SELECT code FROM concept WHERE scheme = 'occupation'`;
  return occupations.map((row) => row.code);
}
