import type { ScoredTalent } from './matching.pair.ts';
import { scorePrepared } from './matching.rules.ts';
import {
  type PreparedPosition,
  type PreparedTalent,
  preparePosition,
  prepareTalent,
  type ScoreContext,
} from './prepared.rules.ts';
import type { OccupationProfile } from './profile.rules.ts';

/** Employer fit against an occupation's profile from which a talent counts as qualified, in percent. */
export const bandEdges = [40, 60, 80] as const;
export type BandEdge = (typeof bandEdges)[number];

export function bandField(edge: BandEdge, level: number): string {
  return `qualified${edge}Occupation${level}`;
}

const occupationClass = 2;
const sharedSkills = 2;

interface PreparedProfile {
  profile: OccupationProfile;
  prepared: PreparedPosition;
}

/** Frozen profiles, arranged so that a talent meets only those that it may be counted for. */
export interface ProfileBook {
  /** By 中类; a profile of a 大类 stands under itself. */
  byClass: ReadonlyMap<string, readonly PreparedProfile[]>;
  bySkill: ReadonlyMap<string, readonly PreparedProfile[]>;
}

export function profileBook(profiles: readonly OccupationProfile[], { taxonomy }: ScoreContext): ProfileBook {
  const byClass = new Map<string, PreparedProfile[]>();
  const bySkill = new Map<string, PreparedProfile[]>();
  const put = (map: Map<string, PreparedProfile[]>, key: string, value: PreparedProfile): void => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  for (const profile of profiles) {
    const entry = { profile, prepared: preparePosition(profile.asks, taxonomy) };
    const line = taxonomy.lineage('occupation', profile.occupation);
    const group = line.find(({ level }) => level <= occupationClass);
    if (group) put(byClass, group.code, entry);
    for (const { code } of entry.prepared.asked) put(bySkill, code, entry);
  }
  return { byClass, bySkill };
}

/**
 * The bands of a talent: for each level, the occupations for which its employer fit against the profile reaches 4,000,
 * 6,000 and 8,000. Only occupations of a 中类 that it holds (of a 大类 at level 1) or of whose skills it has two are tried.
 */
export function bandsOf(
  talent: ScoredTalent,
  book: ProfileBook,
  context: ScoreContext,
  prepared = prepareTalent(talent, context),
): Record<string, string[]> {
  const bands: Record<string, string[]> = {};
  for (const { profile, prepared: asks } of candidates(prepared, book)) {
    const fit = scorePrepared(prepared, asks).employerFit.total ?? 0;
    for (const edge of bandEdges) {
      if (fit < edge * 100) break;
      const field = bandField(edge, profile.level);
      bands[field] ??= [];
      bands[field].push(profile.occupation);
    }
  }
  return bands;
}

function candidates({ held, skills }: PreparedTalent, book: ProfileBook): Set<PreparedProfile> {
  const found = new Set<PreparedProfile>();
  for (const code of held) for (const entry of book.byClass.get(code) ?? []) found.add(entry);
  const shared = new Map<PreparedProfile, number>();
  for (const { code } of skills) {
    for (const entry of book.bySkill.get(code) ?? []) {
      const count = (shared.get(entry) ?? 0) + 1;
      shared.set(entry, count);
      if (count >= sharedSkills) found.add(entry);
    }
  }
  return found;
}
