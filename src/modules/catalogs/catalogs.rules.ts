import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import type { PayRange } from '../../kernel/money.ts';

export const catalogModes = ['REPLACES', 'ADDS'] as const;
export type CatalogMode = (typeof catalogModes)[number];

export const catalogStatuses = ['DRAFT', 'REVIEW', 'PUBLISHED', 'SUPERSEDED'] as const;
export type CatalogStatus = (typeof catalogStatuses)[number];

/** 一般, 紧缺, 非常紧缺. */
export const shortageLevels = ['ORDINARY', 'SHORT', 'VERY_SHORT'] as const;
export type ShortageLevel = (typeof shortageLevels)[number];

/** What an office says of a catalog as a whole. */
export interface CatalogValues {
  externalId: string | null;
  region: string;
  title: string;
  mode: CatalogMode;
  validFrom: DayNumber;
  validTo: DayNumber | null;
  edition: string;
}

export interface CatalogRecord extends CatalogValues {
  id: string;
  issuerId: string;
  status: CatalogStatus;
  entryCount: number;
  publishedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

/** One line of a catalog: what the office says of an occupation. */
export interface EntryValues {
  occupation: string;
  tradeName: string | null;
  level: ShortageLevel;
  headcount: number | null;
  majors: string[];
  education: number | null;
  grade: number | null;
  schools: string[];
  pay: PayRange | null;
  remark: string | null;
  withdraws: boolean;
}

export interface EntryRecord extends EntryValues {
  id: string;
  catalogId: string;
  /** Place in the catalog, from 1. */
  line: number;
}

/** Of an entry, what the walk needs, and its level. */
export type EntryLevel = Pick<EntryValues, 'occupation' | 'level' | 'withdraws'>;

/** A catalog that speaks on a day, with the entries that were asked for. */
export interface StandingCatalog<E extends EntryLevel = EntryRecord> extends CatalogRecord {
  issuerRegion: string;
  entries: readonly E[];
}

/** An entry that holds after the merge, and whose it is. */
export interface ListedEntry {
  entry: EntryRecord;
  catalog: CatalogRecord;
}

/**
 * Of an issuer's catalogs for a region the one that began last speaks, until it ends. So a superseded one speaks for the
 * days before its successor begins, and never again, not even when the successor ends first.
 */
export function speakingOn<C extends CatalogRecord>(ofOneIssuerAndRegion: readonly C[], day: DayNumber): C | null {
  const [latest] = ofOneIssuerAndRegion
    .filter((catalog) => isPublic(catalog) && catalog.validFrom <= day)
    .sort((a, b) => b.validFrom - a.validFrom || publishedLater(a, b));
  return latest && (latest.validTo === null || day <= latest.validTo) ? latest : null;
}

/**
 * The order in which catalogs are walked for a region: from the region outwards; for one region the nearest issuer first,
 * a district's own before the city's for the district. Among equals additions come first, so that a catalog that replaces
 * cuts off its parents and not its peer.
 * @param lineage codes of the region and its ancestors, nearest first; catalogs for other regions are left out
 */
export function orderChain<C extends StandingCatalog<EntryLevel>>(
  standing: readonly C[],
  lineage: readonly string[],
): C[] {
  const nearness = (region: string): number => (lineage.includes(region) ? lineage.indexOf(region) : lineage.length);
  return standing
    .filter((catalog) => lineage.includes(catalog.region))
    .sort(
      (a, b) =>
        nearness(a.region) - nearness(b.region) ||
        nearness(a.issuerRegion) - nearness(b.issuerRegion) ||
        Number(a.mode === 'REPLACES') - Number(b.mode === 'REPLACES') ||
        b.validFrom - a.validFrom ||
        publishedLater(a, b),
    );
}

/**
 * Walks from the nearest catalog on; one that REPLACES ends the walk. Of two entries for an occupation the nearer wins
 * whole: what it leaves unsaid is not borrowed. A withdrawing one takes the parents' away and is itself not listed.
 * @param codeOf what an entry's occupation counts as: its current code, which holds its level
 */
export function mergeCatalogs<C extends Pick<StandingCatalog<EntryLevel>, 'mode' | 'entries'>>(
  chain: readonly C[],
  codeOf: (occupation: string) => string = (occupation) => occupation,
): { walked: C[]; entries: Map<string, { entry: C['entries'][number]; catalog: C }> } {
  const end = chain.findIndex((catalog) => catalog.mode === 'REPLACES');
  const walked = end < 0 ? [...chain] : chain.slice(0, end + 1);
  const nearest = new Map<string, { entry: C['entries'][number]; catalog: C }>();
  for (const catalog of walked) {
    for (const entry of catalog.entries) {
      const code = codeOf(entry.occupation);
      if (!nearest.has(code)) nearest.set(code, { entry, catalog });
    }
  }
  return { walked, entries: new Map([...nearest].filter(([, { entry }]) => !entry.withdraws)) };
}

/** Published ones are everybody's to read, superseded ones too; all else is its issuer's. */
export function isPublic(catalog: Pick<CatalogRecord, 'status' | 'archivedAt'>): boolean {
  return catalog.archivedAt === null && (catalog.status === 'PUBLISHED' || catalog.status === 'SUPERSEDED');
}

export function isIssuer(actor: Actor, catalog: Pick<CatalogRecord, 'issuerId'>): boolean {
  return actor.kind === 'SYSTEM' || organizationOf(actor)?.id === catalog.issuerId;
}

/** @throws CONFLICT unless the catalog may still be changed. */
export function checkChange(catalog: CatalogRecord): void {
  checkStatus(catalog, ['DRAFT', 'REVIEW'], 'Create a new catalog from it; publishing that supersedes this one.');
}

/** @throws CONFLICT unless it is a draft, BAD_INPUT when it says nothing. */
export function checkSubmit(catalog: CatalogRecord): void {
  checkStatus(catalog, ['DRAFT']);
  checkNotEmpty(catalog);
}

/** @throws CONFLICT unless it is a draft or in review, BAD_INPUT when it says nothing. */
export function checkPublish(catalog: CatalogRecord): void {
  checkStatus(catalog, ['DRAFT', 'REVIEW']);
  checkNotEmpty(catalog);
}

/** @throws CONFLICT when it is archived already. */
export function checkNotArchived(catalog: CatalogRecord): void {
  if (catalog.archivedAt === null) return;
  throw new DomainError('CONFLICT', 'The catalog is archived. Nothing was written.', {
    kind: 'catalog',
    id: catalog.id,
  });
}

function checkNotEmpty(catalog: CatalogRecord): void {
  if (catalog.entryCount > 0) return;
  throw badInput('entries', 'The catalog has no entries.', 'Add entries with updateCatalog first.');
}

function checkStatus(catalog: CatalogRecord, wanted: readonly CatalogStatus[], cure?: string): void {
  if (wanted.includes(catalog.status)) return;
  throw new DomainError(
    'CONFLICT',
    `The catalog is ${catalog.status}, not ${wanted.join(' or ')}. Nothing was written.`,
    {
      kind: 'catalog',
      id: catalog.id,
      status: catalog.status,
      ...(cure === undefined ? {} : { cure }),
    },
  );
}

/** Negative when `a` was published after `b`; ids sort by the time the records were made. */
function publishedLater(a: CatalogRecord, b: CatalogRecord): number {
  const difference = (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0);
  return difference || (a.id > b.id ? -1 : 1);
}
