import { expect, it } from 'vitest';
import { seedCity } from '../../scripts/city/city.ts';
import { wire } from '../../src/app.ts';
import { dayAt } from '../../src/kernel/day.ts';
import type { Scheme } from '../../src/modules/taxonomy/concept.rules.ts';
import type { ConceptRow, EditionRows, SuccessorRow } from '../../src/modules/taxonomy/edition.ts';
import { previewLines } from '../../src/modules/taxonomy/editions.report.ts';
import { readEdition } from '../../src/modules/taxonomy/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { testProduct, testSecrets } from '../support/product.ts';

const today = dayAt(new Date());
const product = await testProduct(today);
const { core } = product;
await seedCity(core, { talents: 300, positions: 60, seed: 11 });
await product.settle();
const office = await product.member('OFFICE', { region: '350000' });
const { pool } = core.db;

interface Used {
  code: string;
}
const mostUsed = async (sql: string): Promise<string[]> =>
  (await pool.query<Used>(`SELECT code FROM (${sql}) u GROUP BY code ORDER BY count(*) DESC, code LIMIT 6`)).rows.map(
    ({ code }) => code,
  );
const used: Partial<Record<Scheme, string[]>> = {
  occupation: await mostUsed(
    `SELECT occupation AS code FROM position UNION ALL SELECT unnest(wish_occupations) FROM talent`,
  ),
  skill: await mostUsed('SELECT skill AS code FROM position_skill UNION ALL SELECT skill FROM talent_skill'),
  major: await mostUsed('SELECT major AS code FROM talent_education WHERE major IS NOT NULL'),
  licence: await mostUsed(
    `SELECT licence AS code FROM talent_licence WHERE licence <> 'special-electrical' UNION ALL SELECT unnest(licences) FROM position`,
  ),
  region: await mostUsed(`SELECT region AS code FROM position WHERE region NOT LIKE '%00'`),
};

const newCode = (code: string) => `${code}-new`;
const isRecoded = (scheme: Scheme, code: string) => used[scheme]?.includes(code) ?? false;
const renew = (scheme: Scheme, code: string) => (isRecoded(scheme, code) ? newCode(code) : code);

/** The shipped edition with other codes for the concepts that the city uses most; nothing else is changed. */
function recodedEdition(): EditionRows {
  const { concepts, substitutes, occupationSkills, occupationLicences, majorOccupations } = readEdition();
  const successors = Object.entries(used).flatMap(([scheme, codes]) =>
    codes.map((code): SuccessorRow => ({ scheme: scheme as Scheme, code, name: null, successor: newCode(code) })),
  );
  return {
    edition: 'recoded',
    concepts: concepts.map((concept): ConceptRow => {
      const { scheme, code, parent } = concept;
      return { ...concept, code: renew(scheme, code), parent: parent === null ? null : renew(scheme, parent) };
    }),
    successors,
    substitutes: substitutes.map(([a, b]) => [renew('skill', a), renew('skill', b)] as const),
    occupationSkills: occupationSkills.map(({ occupation, skill }) => ({
      occupation: renew('occupation', occupation),
      skill: renew('skill', skill),
    })),
    occupationLicences: occupationLicences.map((link) => ({
      ...link,
      occupation: renew('occupation', link.occupation),
      licence: renew('licence', link.licence),
    })),
    majorOccupations: majorOccupations.map((link) => ({
      ...link,
      major: renew('major', link.major),
      occupation: renew('occupation', link.occupation),
    })),
  };
}

const criteria = 'total band criteria { criterion state weightBp creditBp points }';
const matches = `query ($id: UUID!) { matchesForPosition(positionId: $id, first: 40) { orderExact items {
  mutual eligible talent { id } employerFit { ${criteria} } talentFit { ${criteria} } } } }`;
const counts = `query ($occupation: String!, $region: String!, $skill: String!) {
  byOccupation: talents(occupation: $occupation, first: 100) { items { id } }
  positions(occupation: $occupation, first: 100) { totalCount items { id } }
  near: positions(region: $region, first: 100) { totalCount items { id } }
  skilled: talents(skill: $skill, first: 100) { items { id } } }`;

async function lists(): Promise<unknown[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM position WHERE status = 'PUBLISHED' AND filled < headcount ORDER BY external_id LIMIT 40`,
  );
  const found: unknown[] = [];
  for (const { id } of rows) found.push((await product.ask(matches, { id }, office)).matchesForPosition);
  return found;
}

/** How many talents stand in each band, by the codes of before. */
async function bands(): Promise<string[]> {
  const { rows } = await pool.query<{ field: string; key: string; talents: number }>(
    `SELECT b.field, t.key, count(*)::int AS talents FROM search_band b CROSS JOIN unnest(b.tokens) AS token
     JOIN search_token t ON t.id = token GROUP BY b.field, t.key`,
  );
  return rows.map(({ field, key, talents }) => `${field} ${key.replace(newCode(''), '')} ${talents}`).sort();
}

/** What the majors that are used most lead to, by the codes of before. */
async function links(code: typeof renew, { schools }: typeof core): Promise<string[]> {
  return (used.major ?? []).map((major) => {
    const led = schools.links.ofMajor(code('major', major)).links;
    return led.map((link) => `${link.occupation.replace(newCode(''), '')} ${link.source} ${link.weightBp}`).join();
  });
}

async function counted(code: (scheme: Scheme, code: string) => string): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const at of [0, 1, 2]) {
    const of = (scheme: Scheme) => code(scheme, used[scheme]?.[at] ?? '');
    const variables = { occupation: of('occupation'), region: of('region'), skill: of('skill') };
    found.push(await product.ask(counts, variables, office));
  }
  return found;
}

it('substituting a successor for a concept changes no list, no score and no count', async () => {
  const same = (_scheme: Scheme, code: string) => code;
  const [listsBefore, countsBefore, bandsBefore] = [await lists(), await counted(same), await bands()];
  const linksBefore = await links(same, core);
  expect(linksBefore.some((line) => line.includes('STANDARD'))).toBe(true);
  expect(JSON.stringify(listsBefore)).toContain('"eligible":true');
  expect(bandsBefore.length).toBeGreaterThan(20);

  const preview = await core.taxonomy.editions.preview(recodedEdition());
  const [occupation = ''] = used.occupation ?? [];
  const { rows } = await pool.query<{ talents: number; positions: number }>(
    `SELECT (SELECT count(*)::int FROM talent t WHERE t.archived_at IS NULL AND ($1 = ANY(wish_occupations)
        OR EXISTS (SELECT FROM talent_experience e WHERE e.talent_id = t.id AND e.occupation = $1)
        OR EXISTS (SELECT FROM talent_grade g WHERE g.talent_id = t.id AND g.occupation = $1))) AS talents,
      (SELECT count(*)::int FROM position WHERE archived_at IS NULL AND occupation = $1) AS positions`,
    [occupation],
  );
  const uses = preview.uses.filter(({ scheme, code }) => scheme === 'occupation' && code === occupation);
  const records = (kind: string) => uses.find((use) => use.kind === kind)?.records;
  expect({ talents: records('talent'), positions: records('position') }).toEqual(rows[0]);
  expect(preview.changes.retired).toHaveLength(Object.values(used).flat().length);
  expect(previewLines(preview, 50).join('\n')).toContain(`${occupation} `);
  expect(preview.touched.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['talent', 'position', 'program']));

  // The switch is made by one process; another one, with the old taxonomy in memory, makes the documents.
  const other = wire(core.db, testSecrets, createLog('error'), () => today);
  await other.taxonomy.service.read();
  await other.schools.links.read();
  await other.matching.profiles.read();
  expect(other.matching.profiles.now().book.byClass.size).toBeGreaterThan(0);
  expect(await core.taxonomy.service.load(recodedEdition())).toBe(true);
  await core.schools.links.read();
  await other.projector.runOnce();
  expect(other.taxonomy.service.now.get('occupation', newCode(occupation))).not.toBeNull();

  expect(await lists()).toEqual(listsBefore);
  expect(await links(same, other)).toEqual(linksBefore);
  expect(await links(renew, other)).toEqual(linksBefore);
  expect(await bands()).toEqual(bandsBefore);
  expect(await counted(same)).toEqual(countsBefore);
  expect(await counted(renew)).toEqual(countsBefore);

  // Records that write the new codes, beside those that keep the old ones.
  const isEven = `get_byte(decode(substr(md5(id::text), 1, 2), 'hex'), 0) % 2 = 0`;
  const rewrite = (table: string, id: string, column: string, codes: readonly string[] = []) =>
    pool.query(
      `UPDATE ${table} SET ${column} = ${column} || '-new' WHERE ${column} = ANY($1) AND ${isEven.replace('id', id)}`,
      [codes],
    );
  await rewrite('position_skill', 'position_id', 'skill', used.skill);
  await rewrite('talent_skill', 'talent_id', 'skill', used.skill);
  await rewrite('position', 'id', 'occupation', used.occupation);
  await rewrite('talent_experience', 'talent_id', 'occupation', used.occupation);
  await rewrite('talent_education', 'talent_id', 'major', used.major);
  await other.matching.profiles.freeze();
  await other.projector.rebuildAll();
  expect(await bands()).toEqual(bandsBefore);
  expect(await lists()).toEqual(listsBefore);
  expect(await counted(renew)).toEqual(countsBefore);
}, 180_000);
