import type { DayNumber } from '../../kernel/day.ts';
import type { Db } from '../../platform/db/db.ts';
import { readOpenPositions } from '../positions/index.ts';
import type { Taxonomy, TaxonomySource } from '../taxonomy/index.ts';
import { type ProfileBook, profileBook } from './bands.rules.ts';
import { claimFreeze, readFreeze, readProfiles, writeProfiles } from './matching.store.ts';
import type { ScoreContext } from './prepared.rules.ts';
import { type OccupationProfile, type OpenPosition, profilesOf } from './profile.rules.ts';

export interface ProfileSource {
  now(): { book: ProfileBook; context: ScoreContext };
}

export interface ProfileDeps {
  db: Db;
  taxonomy: TaxonomySource;
  today: () => DayNumber;
}

/** The frozen occupation profiles, in memory. */
export class OccupationProfiles implements ProfileSource {
  version = 0;
  private readonly deps: ProfileDeps;
  private profiles = new Map<string, OccupationProfile>();
  private book: ProfileBook | null = null;
  /** That the book was arranged by. */
  private arrangedBy: ScoreContext['taxonomy'] | null = null;

  constructor(deps: ProfileDeps) {
    this.deps = deps;
  }

  /** Reads what was frozen last. */
  async read(): Promise<void> {
    const { version, profiles } = await readProfiles(this.deps.db.prisma);
    this.version = version;
    this.profiles = new Map(profiles.map((profile) => [profile.occupation, profile]));
    this.book = null;
  }

  /**
   * Makes the profiles anew from the positions open today; the talents' bands must then be projected again.
   * @returns how many profiles there are, or null when another process is freezing right now.
   */
  async freeze(): Promise<number | null> {
    const { db, taxonomy, today } = this.deps;
    const frozen = await db.prisma.$transaction(
      async (tx) => {
        if (!(await claimFreeze(tx))) return null;
        const open = await readOpenPositions(tx, today());
        const profiles = profilesOf(open.map(currentSkills(taxonomy.now)), (occupation) =>
          taxonomy.now.lineage('occupation', occupation),
        );
        await writeProfiles(tx, profiles, today());
        return profiles.length;
      },
      { timeout: 300_000 },
    );
    await this.read();
    return frozen;
  }

  /** Reads what another process froze meanwhile, and freezes when the day has changed; true when this process did. */
  async keepDaily(): Promise<boolean> {
    const stands = await readFreeze(this.deps.db.prisma);
    if (stands && stands.version !== this.version) await this.read();
    const isStale = stands !== null && stands.day < this.deps.today();
    return isStale && (await this.freeze()) !== null;
  }

  profile(occupation: string): OccupationProfile | null {
    return this.profiles.get(occupation) ?? null;
  }

  now(): { book: ProfileBook; context: ScoreContext } {
    const context = { taxonomy: this.deps.taxonomy.now, day: this.deps.today() };
    if (this.book === null || this.arrangedBy !== context.taxonomy) {
      this.book = profileBook([...this.profiles.values()], context);
      this.arrangedBy = context.taxonomy;
    }
    return { book: this.book, context };
  }
}

/** A skill is asked by those who write its old code, too. */
function currentSkills(taxonomy: Taxonomy): (open: OpenPosition) => OpenPosition {
  return (open) => {
    const mustHave = open.position.mustHave.map((asked) => ({
      ...asked,
      skill: taxonomy.current('skill', asked.skill),
    }));
    return { ...open, position: { ...open.position, mustHave } };
  };
}
