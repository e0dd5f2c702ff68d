import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { Client } from '../../platform/db/db.ts';
import type { RecordCells, RecordsOut } from '../../platform/files/import-kind.ts';
import { OrganizationWords } from '../accounts/index.ts';
import { ConceptWords, type TaxonomySource } from '../taxonomy/index.ts';
import { type OpenedTalent, talentCells } from './talents.export.cells.ts';
import { readTalentIdsInSight } from './talents.export.store.ts';
import { readTalents, readTalentsInSight } from './talents.read.store.ts';
import type { StoredTalent, TalentRecord } from './talents.record.ts';
import { givesAway } from './talents.rules.ts';
import { type Sight, seenBy, sightOf } from './talents.sight.ts';

/** Talents as rows of the file that `talentImport` reads. */
export function talentRecords({ taxonomy }: { taxonomy: TaxonomySource }): RecordsOut {
  const regionsOf = (sight: Sight): string[] =>
    sight.kind === 'SOME' && sight.region !== null ? taxonomy.now.within('region', sight.region) : [];
  return {
    async page(client, actor, { organization, own }, after, limit) {
      const sight = sightOf(actor);
      const keeper = own ? (organizationOf(actor)?.id ?? null) : organization;
      if (own && organization !== null && organization !== keeper) return [];
      return readTalentIdsInSight(client, sight, regionsOf(sight), { keeper, after, limit });
    },
    async cells(client, ids) {
      const talents = await readTalents(client, ids, true);
      return cellsOf(client, taxonomy, [...talents.values()].map(whole));
    },
    async seen(client, actor, ids) {
      const sight = sightOf(actor);
      const talents = await readTalentsInSight(client, ids, sight, regionsOf(sight), true);
      return cellsOf(
        client,
        taxonomy,
        [...talents.values()].map((talent) => opened(actor, talent)),
      );
    },
  };
}

function whole(talent: StoredTalent): OpenedTalent {
  return { ...talent, keeper: 'NUMBERED' };
}

/** The same fields are closed as on the screen: see `talentOf` in talents.view.ts. */
function opened(actor: Actor, talent: StoredTalent): OpenedTalent {
  const { own, ...record } = seenBy(actor, talent);
  const seen = record.disclosed ? record : anonymous(record);
  const wish = record.paySeen ? record.wish : { ...record.wish, pay: null };
  if (own) return { ...seen, wish, keeper: 'NUMBERED' };
  const isNamed = record.disclosed && record.userId === null;
  return {
    ...seen,
    wish,
    externalId: null,
    keeper: isNamed ? 'NAMED' : 'CLOSED',
    consents: [],
    hiddenFrom: [],
    refusesRanking: null,
  };
}

/** Without name, contact, names of employers and résumé, and without what would tell them. */
function anonymous(record: Omit<TalentRecord, 'own'>): Omit<TalentRecord, 'own' | 'name'> & { name: null } {
  return {
    ...record,
    name: null,
    phone: null,
    email: null,
    birthYear: null,
    resume: null,
    experiences: record.experiences.map((job) => ({
      ...job,
      employerName: null,
      title: givesAway(job.title, record) ? '' : job.title,
    })),
    skills: record.skills.map((held) => ({ ...held, source: null })),
    grades: record.grades.map((held) => ({ ...held, certificateNo: null, issuer: null })),
  };
}

async function cellsOf(
  client: Client,
  taxonomy: TaxonomySource,
  talents: readonly OpenedTalent[],
): Promise<Map<string, RecordCells>> {
  const educations = talents.flatMap((talent) => talent.educations);
  const words = {
    concepts: new ConceptWords(taxonomy.now),
    keepers: await OrganizationWords.of(
      client,
      ['OFFICE', 'SCHOOL', 'AGENCY', 'EMPLOYER'],
      talents.map(({ organizationId }) => organizationId),
    ),
    schools: await OrganizationWords.of(
      client,
      ['SCHOOL'],
      educations.map(({ schoolId }) => schoolId),
      educations.map(({ schoolName }) => schoolName),
    ),
    seekers: await OrganizationWords.of(
      client,
      ['EMPLOYER', 'AGENCY'],
      talents.flatMap(({ hiddenFrom }) => hiddenFrom),
    ),
  };
  return new Map(talents.map((talent) => [talent.id, { version: talent.version, cells: talentCells(talent, words) }]));
}
