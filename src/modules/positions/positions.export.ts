import { organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { workKindNames } from '../../kernel/work-kind-names.ts';
import type { Client } from '../../platform/db/db.ts';
import { dayText, itemText, nameText, numberText, yuanText } from '../../platform/files/cell-text.ts';
import type { RecordCells, RecordsOut } from '../../platform/files/import-kind.ts';
import { OrganizationWords } from '../accounts/index.ts';
import { ConceptWords, type TaxonomySource } from '../taxonomy/index.ts';
import { readPositionIdsInSight } from './positions.export.store.ts';
import { posterKinds } from './positions.import.origin.ts';
import { filterNames, rankNames, statusNames } from './positions.import.words.ts';
import { type AskedSkill, type PositionRecord, seesNumber } from './positions.rules.ts';
import { readEmployers, readPositions, readVisiblePositions } from './positions.store.ts';

export interface PositionRecordsDeps {
  taxonomy: TaxonomySource;
  today: () => DayNumber;
}

/** Positions as rows of the file that `positionImport` reads. */
export function positionRecords({ taxonomy, today }: PositionRecordsDeps): RecordsOut {
  return {
    page(client, actor, { organization, own }, after, limit) {
      const within = organizationOf(actor)?.region;
      const regions = within === undefined ? [] : taxonomy.now.within('region', within);
      const place = { employer: organization, own: own ? { regions } : null, after, limit };
      return readPositionIdsInSight(client, actor, today(), place);
    },
    async cells(client, ids) {
      return cellsOf(client, taxonomy, await readPositions(client, ids), () => true);
    },
    async seen(client, actor, ids) {
      const positions = await readVisiblePositions(client, ids, actor, today());
      const isWithin = (region: string, of: string) => taxonomy.now.isWithin('region', region, of);
      const isOffice = organizationOf(actor)?.kind === 'OFFICE';
      const asked = isOffice ? [...positions.values()].map(({ employerId }) => employerId) : [];
      const employers = await readEmployers(client, asked);
      return cellsOf(client, taxonomy, positions, (position) =>
        seesNumber(actor, position, employers.get(position.employerId) ?? null, isWithin),
      );
    },
  };
}

async function cellsOf(
  client: Client,
  taxonomy: TaxonomySource,
  positions: ReadonlyMap<string, PositionRecord>,
  isNumbered: (position: PositionRecord) => boolean,
): Promise<Map<string, RecordCells>> {
  const concepts = new ConceptWords(taxonomy.now);
  const owners = [...positions.values()].map(({ employerId }) => employerId);
  const employers = await OrganizationWords.of(client, ['EMPLOYER'], owners);
  const regionOf = (code: string) => concepts.word('region', code);
  const originCells = await originsOf(client, [...positions.values()]);
  return new Map(
    [...positions].map(([id, position]) => {
      const { version, employerId, externalId } = position;
      const isOpen = isNumbered(position);
      const cells = {
        externalId: isOpen ? (externalId ?? id) : '',
        ...employers.mention('employer', employerId, regionOf, isOpen),
        ...offerCells(position, concepts),
        ...askedCells(position, concepts),
        ...(isOpen ? originCells(position) : {}),
      };
      return [id, { version, cells }];
    }),
  );
}

/** Who posted positions where it was not the employer, and the numbers of those that they repeat. */
async function originsOf(
  client: Client,
  positions: readonly PositionRecord[],
): Promise<(position: PositionRecord) => Record<string, string>> {
  const others = positions.flatMap(({ postedById, employerId }) => (postedById === employerId ? [] : [postedById]));
  const posters = await OrganizationWords.of(client, posterKinds, others);
  const repeated = positions.flatMap(({ repostOfId }) => repostOfId ?? []);
  const earlier = repeated.length === 0 ? null : await readPositions(client, repeated);
  return ({ postedById, employerId, repostOfId }) => ({
    postedBy: postedById === employerId ? '' : posters.word(postedById),
    repostOf: repostOfId === null ? '' : (earlier?.get(repostOfId)?.externalId ?? repostOfId),
  });
}

/** The other direction of positions.import.read.ts: who changes one changes both. What is left empty there is read off the title. */
function offerCells(position: PositionRecord, concepts: ConceptWords): Record<string, string> {
  const { pay, startFrom, opensOn, closesOn } = position;
  return {
    title: position.title,
    occupation: concepts.word('occupation', position.occupation),
    description: position.description ?? '',
    headcount: numberText(position.headcount),
    filled: numberText(position.filled),
    region: concepts.word('region', position.region),
    industry: concepts.word('industry', position.industry),
    payFrom: pay === null ? '面议' : yuanText(pay.from),
    payTo: yuanText(pay?.to ?? null),
    kind: nameText(position.kind, workKindNames),
    startFrom: dayText(startFrom),
    opensOn: dayText(opensOn),
    closesOn: dayText(closesOn),
    status: nameText(position.status, statusNames),
    closedReason: position.closedReason ?? '',
  };
}

function askedCells(position: PositionRecord, concepts: ConceptWords): Record<string, string> {
  const { titleRank, hardFilters } = position;
  const skills = (list: readonly AskedSkill[]): string =>
    list.map(({ skill, level }) => itemText([concepts.word('skill', skill), numberText(level)])).join(';');
  return {
    education: concepts.word('education', position.education),
    majors: concepts.words('major', position.majors),
    grade: position.grade === null ? '不限' : concepts.word('grade', position.grade),
    titleSeries: concepts.word('titleSeries', titleRank?.series ?? null),
    titleRank: titleRank === null ? '' : nameText(String(titleRank.rank), rankNames),
    experienceMonths: numberText(position.experienceMonths),
    mustHave: skills(position.mustHave),
    niceToHave: skills(position.niceToHave),
    licences: concepts.words('licence', position.licences),
    hardFilters: hardFilters.map((filter) => nameText(filter, filterNames)).join(';'),
  };
}
