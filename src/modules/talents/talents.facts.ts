import type { Client } from '../../platform/db/db.ts';
import { readTalents, readTalentsOnce } from './talents.read.store.ts';
import type { StoredTalent, TalentFacts } from './talents.record.ts';

/** Facts of talents for scoring, whoever asks, in one statement; archived ones have none. */
export async function readScoredTalents(client: Client, ids: readonly string[]): Promise<Map<string, TalentFacts>> {
  return factsOfAll(await readTalents(client, ids));
}

/** The same for the projection, from the rows that the base part of the documents has read. */
export async function readProjectedTalents(client: Client, ids: readonly string[]): Promise<Map<string, TalentFacts>> {
  return factsOfAll(await readTalentsOnce(client, ids));
}

function factsOfAll(talents: ReadonlyMap<string, StoredTalent>): Map<string, TalentFacts> {
  const present = [...talents.values()].filter(({ archivedAt }) => archivedAt === null);
  return new Map(present.map((talent) => [talent.id, factsOf(talent)]));
}

function factsOf(talent: StoredTalent): TalentFacts {
  return {
    id: talent.id,
    createdAt: talent.createdAt.getTime(),
    experiences: talent.experiences.flatMap(({ occupation, from, to }) =>
      occupation === null ? [] : [{ occupation, from, to }],
    ),
    grades: talent.grades.map(({ occupation, grade }) => ({ occupation, grade })),
    titleRanks: talent.titleRanks.map(({ series, rank }) => ({ series, rank })),
    educations: talent.educations.map(({ level, major, graduated }) => ({ level, major, graduated })),
    skills: talent.skills.map(({ skill, evidence, level, wantsToUse }) => ({ skill, evidence, level, wantsToUse })),
    licences: talent.licences.map(({ licence, validTo }) => ({ licence, validTo })),
    residence: talent.residence,
    wish: talent.wish,
  };
}
