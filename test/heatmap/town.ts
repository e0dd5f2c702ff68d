import type { DayNumber } from '../../src/kernel/day.ts';
import { newId } from '../../src/kernel/ids.ts';
import { catalogsModule } from '../../src/modules/catalogs/index.ts';
import { type HeatmapModule, heatmapModule } from '../../src/modules/heatmap/index.ts';
import { type MatchingModule, matchingModule } from '../../src/modules/matching/index.ts';
import { type PositionRow, positionsModule, upsertPositions } from '../../src/modules/positions/index.ts';
import { schoolsModule } from '../../src/modules/schools/index.ts';
import {
  checkTalent,
  insertTalents,
  type NewTalent,
  type TalentDraft,
  talentsModule,
} from '../../src/modules/talents/index.ts';
import { recordChange } from '../../src/platform/jobs/outbox.ts';
import type { SearchEngine } from '../../src/platform/search/engine.ts';
import { type TestApi, testApi } from '../support/graphql.ts';
import { Searching } from '../support/searching.ts';

export interface Town {
  api: TestApi;
  heatmap: HeatmapModule;
  matching: MatchingModule;
  engine: SearchEngine;
  /** Makes what was put in countable. */
  settle(): Promise<void>;
  /** Talents kept by an organization; `refusesRanking` and the like as in a draft. */
  addTalents(organizationId: string, drafts: readonly TalentDraft[]): Promise<string[]>;
  /** Published positions of one employer, open from the day on unless they say otherwise. */
  addPositions(employerId: string, rows: readonly Partial<PositionRow>[]): Promise<string[]>;
  /** Freezes the occupations' profiles and the bands that rest on them. */
  freeze(): Promise<void>;
  /** Maps are served again for a minute: this lets it pass. */
  passMinute(): void;
}

const plainPosition: Omit<PositionRow, 'employerId' | 'postedById' | 'externalId' | 'opensOn'> = {
  title: '岗位',
  occupation: '6-18-02-04',
  description: null,
  headcount: 1,
  filled: 0,
  region: '350211',
  industry: null,
  pay: null,
  kind: 'FULL',
  startFrom: null,
  education: null,
  majors: [],
  grade: null,
  titleRank: null,
  experienceMonths: null,
  mustHave: [],
  niceToHave: [],
  licences: [],
  hardFilters: [],
  closesOn: null,
  repostOfId: null,
  status: 'PUBLISHED',
  closedReason: null,
};

/** Every module that the heat map stands on, over a database of the test file alone. */
export async function heatTown(day: DayNumber): Promise<Town> {
  const searching = new Searching();
  const today = () => day;
  const secret = 'the key of people counts in tests';
  let now = Date.parse('2026-06-01T04:00:00Z');
  const made: { heatmap?: HeatmapModule; matching?: MatchingModule } = {};
  const api = await testApi((ground) => {
    const deps = { ...ground, taxonomy: ground.taxonomy.service, engine: searching.engine, secret, today };
    const schools = schoolsModule(deps);
    const talents = talentsModule(deps);
    const positions = positionsModule({ ...deps, schools });
    const catalogs = catalogsModule(deps);
    const trainedFor = (majors: readonly string[]) => schools.links.trainedOccupations(majors);
    const { actorOf } = ground.accounts;
    const matching = matchingModule({ ...deps, talents, positions, trainedFor, actorOf });
    const { profiles } = matching;
    const upper = { ...deps, talents, positions, catalogs, schools, profiles, actorOf, now: () => new Date(now) };
    const heatmap = heatmapModule(upper);
    Object.assign(made, { heatmap, matching });
    return searching.connect(ground.db, [schools, talents, positions, catalogs, matching, heatmap]);
  });
  const { heatmap, matching } = made as Required<typeof made>;
  let rows = 0;
  return {
    api,
    heatmap,
    matching,
    engine: searching.engine,
    settle: () => searching.settle(),
    async freeze() {
      await matching.profiles.freeze();
      await searching.rebuild('talent');
    },
    async addTalents(organizationId, drafts) {
      const basis = { taxonomy: api.taxonomy.service.now, today: day, path: 'talent' };
      const talents = drafts.map((draft): NewTalent => {
        const content = checkTalent({ name: '某人', ...draft }, basis);
        return {
          id: newId(),
          userId: null,
          organizationId,
          content,
          consents: [{ purpose: 'SHARED_WITH_OFFICE', textVersion: '1' }],
        };
      });
      const ids = talents.map(({ id }) => id);
      await api.db.prisma.$transaction(async (tx) => {
        await insertTalents(tx, talents);
        await recordChange(tx, { kind: 'talent', ids });
      });
      return ids;
    },
    addPositions(employerId, drafts) {
      const written = drafts.map((draft): PositionRow => {
        rows += 1;
        const own = { employerId, postedById: employerId, externalId: `row ${rows}` };
        return { ...plainPosition, opensOn: day, ...own, ...draft };
      });
      return api.db.prisma.$transaction(async (tx) => {
        const { created } = await upsertPositions(tx, written);
        await recordChange(tx, { kind: 'position', ids: created });
        return created;
      });
    },
    passMinute() {
      now += 61_000;
    },
  };
}
