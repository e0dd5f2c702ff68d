import type { Client } from '../../platform/db/db.ts';
import { readScoredPositions } from '../positions/index.ts';
import { readScoredTalents } from '../talents/index.ts';
import type { ScoredPosition, ScoredTalent } from './matching.pair.ts';

/** Occupations that each of these majors leads to, by links of weight ≥ 0.3. */
export type TrainedFor = (majors: readonly string[]) => ReadonlyMap<string, readonly string[]>;

/** What a score needs of talents: their own facts, and what their graduated majors train for. */
export async function scoredTalents(
  client: Client,
  ids: readonly string[],
  trainedFor: TrainedFor,
  read = readScoredTalents,
): Promise<Map<string, ScoredTalent>> {
  const facts = await read(client, ids);
  const majorsOf = ({ educations }: Pick<ScoredTalent, 'educations'>): string[] =>
    educations.flatMap(({ major, graduated }) => (graduated && major !== null ? [major] : []));
  const links = trainedFor([...new Set([...facts.values()].flatMap(majorsOf))]);
  return new Map(
    [...facts].map(([id, talent]) => {
      const trained = majorsOf(talent).flatMap((major) => links.get(major) ?? []);
      return [id, { ...talent, trained: [...new Set(trained)] }];
    }),
  );
}

export function scoredPositions(client: Client, ids: readonly string[]): Promise<Map<string, ScoredPosition>> {
  return readScoredPositions(client, ids);
}
