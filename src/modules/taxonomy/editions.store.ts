import { Prisma } from '../../generated/prisma/client.ts';
import type { ConceptUses } from '../../platform/db/concept-uses.ts';
import type { Client } from '../../platform/db/db.ts';
import { outboxChannel } from '../../platform/jobs/outbox.ts';
import type { ConceptRecord, Scheme } from './concept.rules.ts';
import { skilledSchemes } from './edition.apply.rules.ts';
import { type ConceptRow, checksumOf, type EditionRows, schemesOf } from './edition.ts';

/** Serializes switches of editions until the transaction ends. */
export async function lockEditions(tx: Client): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('taxonomy edition'))`;
}

export interface EditionRecord {
  edition: string;
  source: string | null;
  shipped: boolean;
  schemes: Scheme[];
  /** Schemes that stand at it. */
  currentFor: Scheme[];
  checksum: string;
  loadedAt: Date;
  turn: number;
}

/** Every edition that was ever loaded, the one switched to last first. */
export async function readEditions(client: Client): Promise<EditionRecord[]> {
  const [editions, stands] = await Promise.all([
    client.taxonomyEdition.findMany({ orderBy: [{ turn: 'desc' }, { edition: 'asc' }] }),
    client.schemeEdition.findMany({ orderBy: { scheme: 'asc' } }),
  ]);
  return editions.map((row) => ({
    ...row,
    schemes: row.schemes as Scheme[],
    currentFor: stands.filter(({ edition }) => edition === row.edition).map(({ scheme }) => scheme as Scheme),
  }));
}

/** Changes with every switch, whoever makes it; 0 before the first. */
export async function readTurn(client: Client): Promise<number> {
  const { _max } = await client.taxonomyEdition.aggregate({ _max: { turn: true } });
  return _max.turn ?? 0;
}

/** How many concepts each scheme has in each edition. */
export async function countEditionConcepts(
  client: Client,
): Promise<{ edition: string; scheme: Scheme; concepts: number }[]> {
  const rows = await client.conceptEdition.groupBy({
    by: ['edition', 'scheme'],
    _count: { code: true },
    orderBy: [{ edition: 'asc' }, { scheme: 'asc' }],
  });
  return rows.map(({ edition, scheme, _count }) => ({ edition, scheme: scheme as Scheme, concepts: _count.code }));
}

export async function readEditionConcept(
  client: Client,
  edition: string,
  scheme: Scheme,
  code: string,
): Promise<ConceptRow | null> {
  const row = await client.conceptEdition.findUnique({ where: { edition_scheme_code: { edition, scheme, code } } });
  if (!row) return null;
  return { ...row, scheme, attributes: row.attributes as Record<string, string> };
}

/** Keeps an edition as it was given; one that is kept already is left alone. */
export async function keepEdition(tx: Client, edition: EditionRows, shipped: boolean): Promise<void> {
  const known = await tx.taxonomyEdition.count({ where: { edition: edition.edition } });
  if (known > 0) return;
  await tx.taxonomyEdition.create({
    data: {
      edition: edition.edition,
      checksum: checksumOf(edition),
      source: edition.source ?? null,
      schemes: schemesOf(edition),
      shipped,
    },
  });
  await tx.$executeRaw`
    INSERT INTO concept_edition (edition, scheme, code, level, parent, name, name_en, aliases, attributes)
    SELECT ${edition.edition}, c.* FROM ${recordset(edition.concepts)}`;
}

/** Makes an edition the one that its schemes stand at. @returns its turn. */
export async function turnTo(tx: Client, edition: EditionRows): Promise<number> {
  const turn = (await readTurn(tx)) + 1;
  await tx.taxonomyEdition.update({ where: { edition: edition.edition }, data: { turn } });
  const schemes = schemesOf(edition);
  await tx.$executeRaw`
    INSERT INTO scheme_edition (scheme, edition) SELECT unnest(${schemes}::text[]), ${edition.edition}
    ON CONFLICT (scheme) DO UPDATE SET edition = excluded.edition`;
  return turn;
}

/** Puts concepts in, or in the place of what they were. */
export async function writeConcepts(tx: Client, concepts: readonly ConceptRecord[]): Promise<void> {
  if (concepts.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO concept (scheme, code, level, parent, name, name_en, aliases, attributes, edition, retired_in, successors)
    SELECT c.* FROM ${recordset(concepts, Prisma.sql`, edition text, "retiredIn" text, successors text[]`)}
    ON CONFLICT (scheme, code) DO UPDATE SET level = excluded.level, parent = excluded.parent, name = excluded.name,
      name_en = excluded.name_en, aliases = excluded.aliases, attributes = excluded.attributes,
      retired_in = excluded.retired_in, successors = excluded.successors`;
}

function recordset(rows: readonly ConceptRow[], more = Prisma.empty): Prisma.Sql {
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c (scheme text, code text, level smallint,
    parent text, name text, "nameEn" text, aliases text[], attributes jsonb${more})`;
}

/** Replaces the links that an edition states. */
export async function writeLinks(tx: Client, edition: EditionRows): Promise<void> {
  const { substitutes, occupationSkills, occupationLicences, mappings } = edition;
  if (substitutes) {
    await tx.skillSubstitute.deleteMany();
    const data = substitutes.map(([a, b]) => (a < b ? { a, b } : { a: b, b: a }));
    await tx.skillSubstitute.createMany({ data, skipDuplicates: true });
  }
  if (occupationSkills) {
    await tx.occupationSkill.deleteMany({ where: { scheme: { in: [...skilledSchemes(edition)] } } });
    await tx.$executeRaw`
      INSERT INTO occupation_skill (scheme, occupation, skill)
      SELECT coalesce(scheme, 'occupation'), occupation, skill
      FROM jsonb_to_recordset(${JSON.stringify(occupationSkills)}::jsonb) AS l (scheme text, occupation text, skill text)
      ON CONFLICT DO NOTHING`;
  }
  if (occupationLicences) {
    await tx.occupationLicence.deleteMany();
    await tx.occupationLicence.createMany({ data: [...occupationLicences], skipDuplicates: true });
  }
  const pairs = new Map((mappings ?? []).map((row) => [`${row.fromScheme} ${row.toScheme}`, row]));
  for (const { fromScheme, toScheme } of pairs.values())
    await tx.conceptMapping.deleteMany({ where: { fromScheme, toScheme } });
  await tx.conceptMapping.createMany({ data: [...(mappings ?? [])], skipDuplicates: true });
}

export interface ConceptUseCount {
  kind: string;
  scheme: Scheme;
  code: string;
  records: number;
}

type Key = Pick<ConceptRecord, 'scheme' | 'code'>;

/** How many records of each kind name each of the concepts; those that none names are left out. */
export async function countUses(
  client: Client,
  uses: readonly ConceptUses[],
  concepts: readonly Key[],
): Promise<ConceptUseCount[]> {
  const counted: ConceptUseCount[] = [];
  for (const { kind, rows } of concepts.length > 0 ? uses : []) {
    counted.push(
      ...(await client.$queryRaw<ConceptUseCount[]>`
        SELECT ${kind} AS kind, u.scheme, u.code, count(DISTINCT u.id)::int AS records
        FROM (${rows}) u JOIN ${keysTable(concepts)} USING (scheme, code)
        GROUP BY u.scheme, u.code ORDER BY u.scheme, u.code`),
    );
  }
  return counted;
}

/** How many records of each kind name any of the concepts. */
export async function countRecords(
  client: Client,
  uses: readonly ConceptUses[],
  concepts: readonly Key[],
): Promise<{ kind: string; records: number }[]> {
  const counted: { kind: string; records: number }[] = [];
  for (const { kind, rows } of concepts.length > 0 ? uses : []) {
    const [row] = await client.$queryRaw<{ records: number }[]>`
      SELECT count(DISTINCT u.id)::int AS records FROM (${rows}) u JOIN ${keysTable(concepts)} USING (scheme, code)`;
    if (row && row.records > 0) counted.push({ kind, records: row.records });
  }
  return counted;
}

/** Changes of all records that name one of the concepts, as `recordChange` writes them. */
export async function recordUses(tx: Client, uses: readonly ConceptUses[], concepts: readonly Key[]): Promise<void> {
  for (const { kind, rows } of concepts.length > 0 ? uses : []) {
    await tx.$executeRaw`
      INSERT INTO outbox (kind, record_id)
      SELECT DISTINCT ${kind}::text, u.id FROM (${rows}) u JOIN ${keysTable(concepts)} USING (scheme, code)`;
  }
  await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`;
}

function keysTable(concepts: readonly Key[]): Prisma.Sql {
  return Prisma.sql`unnest(${concepts.map(({ scheme }) => scheme)}::text[], ${concepts.map(({ code }) => code)}::text[])
    AS k (scheme, code)`;
}
