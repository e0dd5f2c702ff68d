import type { DayNumber } from '../../kernel/day.ts';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page, type PageRequest } from '../../kernel/page.ts';
import type { Db } from '../../platform/db/db.ts';
import type { Taxonomy, TaxonomySource } from '../taxonomy/index.ts';
import {
  type CatalogRecord,
  type EntryLevel,
  type ListedEntry,
  mergeCatalogs,
  orderChain,
  type ShortageLevel,
  type StandingCatalog,
} from './catalogs.rules.ts';
import { readStanding, readStandingLevels } from './catalogs.store.ts';

export interface EffectiveCatalogRecord {
  region: string;
  day: DayNumber;
  /** By code. */
  entries: (ListedEntry & { occupation: string })[];
  /** Nearest first, up to the one that replaces its parents. */
  chain: CatalogRecord[];
}

/** The entry that speaks for an occupation: its own, or that of the nearest ancestor that is listed. */
export interface EffectiveEntryRecord extends ListedEntry {
  matchedOccupation: string;
  exact: boolean;
}

export interface RegionAndOccupation {
  region: string;
  occupation: string;
}

/** What the catalogs say together: for a region and a day, down the lines of both taxonomies. */
export class EffectiveCatalogs {
  private readonly db: Db;
  private readonly source: TaxonomySource;

  constructor(db: Db, taxonomy: TaxonomySource) {
    this.db = db;
    this.source = taxonomy;
  }

  /** In one statement. A code that the scheme region does not have gives an empty catalog. */
  async effectiveCatalog(region: string, day: DayNumber): Promise<EffectiveCatalogRecord> {
    const taxonomy = this.source.now;
    const standing = await readStanding(this.db.prisma, regionLine(taxonomy, region), day, null);
    const { walked, entries } = merged(taxonomy, standing, region);
    return {
      region,
      day,
      entries: [...entries]
        .map(([occupation, listed]) => ({ ...listed, occupation }))
        .sort((a, b) => (a.occupation < b.occupation ? -1 : 1)),
      chain: walked,
    };
  }

  /** For each pair the entry that speaks for it, or null: one statement for any number of pairs. */
  async effectiveEntries(
    pairs: readonly RegionAndOccupation[],
    day: DayNumber,
  ): Promise<(EffectiveEntryRecord | null)[]> {
    if (pairs.length === 0) return [];
    const taxonomy = this.source.now;
    const regions = new Set(pairs.flatMap(({ region }) => regionLine(taxonomy, region)));
    const occupations = new Set(pairs.flatMap(({ occupation }) => occupationLine(taxonomy, occupation)));
    const wanted = withFormerCodes(taxonomy, occupations);
    const standing = await readStanding(this.db.prisma, [...regions], day, wanted);
    const byRegion = new Map<string, Map<string, ListedEntry>>();
    for (const { region } of pairs) {
      if (!byRegion.has(region)) byRegion.set(region, merged(taxonomy, standing, region).entries);
    }
    return pairs.map(({ region, occupation }) => {
      const line = occupationLine(taxonomy, occupation);
      const matchedOccupation = line.find((code) => byRegion.get(region)?.has(code));
      const listed = matchedOccupation === undefined ? undefined : byRegion.get(region)?.get(matchedOccupation);
      if (!listed || matchedOccupation === undefined) return null;
      return { ...listed, matchedOccupation, exact: matchedOccupation === line[0] };
    });
  }

  /** Occupations that are listed themselves, at whatever level of the scheme; not those under them. */
  async listedOccupations(region: string, day: DayNumber): Promise<Map<string, { level: ShortageLevel }>> {
    return (await this.listedByRegion([region], day)).get(region) ?? new Map();
  }

  /** The same for several regions, in one statement. */
  async listedByRegion(
    regions: readonly string[],
    day: DayNumber,
  ): Promise<Map<string, Map<string, { level: ShortageLevel }>>> {
    const taxonomy = this.source.now;
    const lines = new Set(regions.flatMap((region) => regionLine(taxonomy, region)));
    const standing = lines.size === 0 ? [] : await readStandingLevels(this.db.prisma, [...lines], day);
    return new Map(
      regions.map((region) => {
        const { entries } = merged(taxonomy, standing, region);
        return [region, new Map([...entries].map(([code, { entry }]) => [code, { level: entry.level }]))];
      }),
    );
  }
}

/** A page of what holds, by code. */
export function pageOfEntries(
  { entries }: EffectiveCatalogRecord,
  { first: asked, after }: PageRequest,
): Page<EffectiveEntryRecord> & { totalCount: number } {
  const first = checkPageSize(asked);
  const start = after === null ? '' : String(decodeListCursor('effectiveCatalog.entries', after, 1)[0]);
  const rest = entries.filter(({ occupation }) => occupation > start).slice(0, first + 1);
  const last = rest.length > first ? rest[first - 1] : undefined;
  return {
    items: rest
      .slice(0, first)
      .map(({ occupation, ...listed }) => ({ ...listed, matchedOccupation: occupation, exact: true })),
    nextCursor: last ? encodeListCursor('effectiveCatalog.entries', [last.occupation]) : null,
    totalCount: entries.length,
  };
}

function merged<E extends EntryLevel>(taxonomy: Taxonomy, standing: readonly StandingCatalog<E>[], region: string) {
  const chain = orderChain(standing, regionLine(taxonomy, region));
  return mergeCatalogs(chain, (occupation) => taxonomy.current('occupation', occupation));
}

function regionLine(taxonomy: Taxonomy, region: string): string[] {
  return taxonomy.lineage('region', taxonomy.current('region', region)).map(({ code }) => code);
}

function occupationLine(taxonomy: Taxonomy, occupation: string): string[] {
  return taxonomy.lineage('occupation', taxonomy.current('occupation', occupation)).map(({ code }) => code);
}

/** Entries written before an edition keep the codes that it retired. */
function withFormerCodes(taxonomy: Taxonomy, codes: ReadonlySet<string>): string[] {
  const retired = taxonomy.all('occupation').filter((concept) => concept.retiredIn !== null);
  const former = retired.filter(({ code }) => codes.has(taxonomy.current('occupation', code)));
  return [...new Set([...codes, ...former.map(({ code }) => code)])];
}
