import type { DayNumber } from '../../kernel/day.ts';
import type { Client } from '../../platform/db/db.ts';
import type { PositionRecord, PositionValues } from './positions.rules.ts';
import { readOpenPositionIds, readPositions } from './positions.store.ts';

/** What a score sees of a position: codes, days, fen and months; no text and no employer. */
export interface PositionFacts
  extends Pick<
    PositionValues,
    | 'occupation'
    | 'region'
    | 'pay'
    | 'kind'
    | 'startFrom'
    | 'education'
    | 'majors'
    | 'grade'
    | 'titleRank'
    | 'experienceMonths'
    | 'mustHave'
    | 'niceToHave'
    | 'licences'
    | 'hardFilters'
  > {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** Facts of positions for scoring, whoever asks, in one statement. */
export async function readScoredPositions(client: Client, ids: readonly string[]): Promise<Map<string, PositionFacts>> {
  const records = await readPositions(client, ids);
  return new Map([...records].map(([id, position]) => [id, factsOf(position)]));
}

export interface OpenPositionFacts {
  position: PositionFacts;
  employerId: string;
  /** Headcount less filled. */
  openings: number;
}

/** Every position open on a day, whoever asks: what the occupations' profiles are made of. */
export async function readOpenPositions(client: Client, day: DayNumber): Promise<OpenPositionFacts[]> {
  const ids = await readOpenPositionIds(client, day);
  const open: OpenPositionFacts[] = [];
  for (let start = 0; start < ids.length; start += openChunk) {
    const records = await readPositions(client, ids.slice(start, start + openChunk));
    for (const record of records.values()) {
      open.push({
        position: factsOf(record),
        employerId: record.employerId,
        openings: record.headcount - record.filled,
      });
    }
  }
  return open;
}

const openChunk = 5_000;

function factsOf(position: PositionRecord): PositionFacts {
  return {
    id: position.id,
    createdAt: position.createdAt.getTime(),
    occupation: position.occupation,
    region: position.region,
    pay: position.pay,
    kind: position.kind,
    startFrom: position.startFrom,
    education: position.education,
    majors: position.majors,
    grade: position.grade,
    titleRank: position.titleRank,
    experienceMonths: position.experienceMonths,
    mustHave: position.mustHave,
    niceToHave: position.niceToHave,
    licences: position.licences,
    hardFilters: position.hardFilters,
  };
}
