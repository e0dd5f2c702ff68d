/**
 * The port between the product and a search engine. An engine recalls candidates and counts; it never decides a score.
 * Keys (`occ:6-18-01-01`, `org:…`) are text here; an adapter turns them into the integers that the projection assigned.
 */

export const searchIndexes = ['talent', 'position', 'occupation', 'program'] as const;
export type SearchIndex = (typeof searchIndexes)[number];

/**
 * TOKENS: any number of keys, to filter and to recall by.
 * AXIS: one key or none, to count by (none is counted under the key `-`) and to filter by.
 * BANDS: any number of keys, to count by; kept as rows of their own.
 * NUMBER: one 32-bit integer or none (days, headcounts, fen / 100), to filter by range and to sum.
 */
export type FieldKind = 'TOKENS' | 'AXIS' | 'BANDS' | 'NUMBER';

export interface FieldDeclaration {
  name: string;
  kind: FieldKind;
  /** What the value means, for the person who reads the index. */
  meaning: string;
  /** Of TOKENS: most documents share a few keys, so that looking one up finds too much to be of use. */
  widespread?: boolean;
  /**
   * Of one TOKENS field of an index: its keys are the document's region with every coarser one, and this writes the key of
   * a region's code. Where several Meilisearch divide documents by region, it tells which of them has a document.
   */
  keyOfRegion?: (code: string) => string;
  /** Of AXIS and BANDS: the AXIS field by which, together with this one, documents are often counted. */
  countedWith?: string;
}

/** A typed tree over declared fields; values travel as parameters, never as text of a query. */
export type Filter =
  | { op: 'TRUE' }
  | { op: 'FALSE' }
  | { op: 'AND' | 'OR'; of: readonly Filter[] }
  | { op: 'NOT'; of: Filter }
  /** The field holds at least one of the keys. */
  | { op: 'ANY'; field: string; keys: readonly string[] }
  /** min ≤ number ≤ max; a missing number is never in a range. */
  | { op: 'RANGE'; field: string; min?: number; max?: number }
  | { op: 'MISSING'; field: string }
  | { op: 'IDS'; ids: readonly string[] };

export type Side = 'EMPLOYER' | 'TALENT';
export type SortKey = 'MUTUAL' | 'EMPLOYER' | 'TALENT';

/**
 * Credit in basis points for a document that has at least one key of every inner list. Criteria look for keys in all
 * TOKENS fields of the index, and in no others.
 */
export interface Alternative {
  allOf: readonly (readonly string[])[];
  creditBp: number;
}

/** Keys, of TOKENS fields, of one credit; a document that has k of them earns k × credit towards its coverage. */
export interface CoverageClass {
  keys: readonly string[];
  creditBp: number;
}

export interface CoverageList {
  /** Disjoint classes of exact keys, without repetition. No document has more of them than `count`. */
  exact: readonly CoverageClass[];
  /** The classes name the same things in the same order, and no document has two keys of one thing. */
  exclusive?: boolean;
  /** Keys that stand in for a missing one, at most at this credit each. */
  adjacent: CoverageClass;
  /** How many keys are asked: a number, or the document's own NUMBER field that says so. */
  count: number | { field: string };
}

interface CriterionBase {
  side: Side;
  name: string;
  /** Weight among the criteria of its side; the engine takes shares of what the document leaves applicable. */
  weight: number;
  /** A document with this key leaves the criterion open: it is taken out of its side's weights. */
  openKey?: string;
}

/** The first alternative that fits gives the credit (sorted by credit, falling); none gives 0. */
export type Criterion =
  | (CriterionBase & { alternatives: readonly Alternative[] })
  /** 8,000·M/m + 2,000·N/n, or the one list that is asked; both empty leaves the criterion open. */
  | (CriterionBase & { coverage: { must: CoverageList; nice: CoverageList } });

export interface RecallRequest {
  index: SearchIndex;
  key: SortKey;
  criteria: readonly Criterion[];
  /** Talent fit is floored to the lower edge of its band, as firms see it: 0, 4,000, 7,000. */
  talentBands?: boolean;
  filter: Filter;
  /**
   * At most so many candidates, highest bound first. Where rows that share nothing with the request were not read, some
   * of them may have a higher bound than the last candidates: `leftOutBound` tells.
   */
  limit: number;
  /**
   * Reading may end once so many documents are found whose bound is above that of all that was not read; `limit` when
   * absent. Lists of a page's length are content with a few more than that.
   */
  enough?: number;
  /** Documents with a lower bound are of no use: they need not be read, and count as left out. */
  floor?: number;
  /** Count all that was left out; it reads everything that passes the filter, which costs more than the recall. */
  countLeftOut?: boolean;
}

export interface Candidate {
  id: string;
  version: number;
  /** Upper bound of the sort key, in basis points. */
  bound: number;
  /** The values that a score needs, as the owning module packed them. */
  packed: unknown;
}

export interface RecallAnswer {
  candidates: Candidate[];
  /** Upper bound of all that passes the filter and was left out; null when nothing was. */
  leftOutBound: number | null;
  /** How many pass the filter and were left out. 0 is always exact. */
  leftOut: number;
  /** True where `leftOut` is only the least number: see `countLeftOut`. */
  leftOutAtLeast?: boolean;
}

export interface SearchPage {
  first: number;
  /** The cursor of the page before, whichever engine gave it, or null. */
  after: string | null;
}

export interface SearchAnswer {
  /** Best first. */
  ids: string[];
  nextCursor: string | null;
  total: number;
}

export type CountMeasure = { op: 'COUNT' } | { op: 'SUM'; field: string } | { op: 'DISTINCT'; field: string };

export interface CountRequest {
  index: SearchIndex;
  filter: Filter;
  /** 0 to 3 AXIS or BANDS fields (at most one of them BANDS). */
  axes: readonly string[];
  measures: readonly CountMeasure[];
}

export interface CountCell {
  /** One key an axis; `-` where a document has none. */
  keys: string[];
  /** One figure a measure. */
  values: number[];
}

/** A document that could not be made, or that the engine refused: the one before stays until a change or a retry. */
export interface SetAsideDocument {
  index: SearchIndex;
  id: string;
  error: string;
  at: Date;
}

export interface EngineStatus {
  engine: 'POSTGRESQL' | 'MEILISEARCH';
  /** Null where it has not been reached yet. */
  version: string | null;
  /** `sequence`: of the last document that the engine has. `setAside`: how many of its documents are. */
  indexes: { index: SearchIndex; documents: number; sequence: number; setAside: number }[];
  /** Changes committed and not yet visible in the engine. */
  lagRows: number;
  /** Age of the oldest of them in seconds; 0 when none. */
  lagSeconds: number;
  /** Why the engine is not fed at the moment; null while it is. */
  failure: { message: string; at: Date } | null;
  /** The latest documents set aside, at most `namedSetAside`. */
  setAside: SetAsideDocument[];
}

export const namedSetAside = 100;

export interface SearchEngine {
  /** One statement for all requests, whatever their number. */
  recall(requests: readonly RecallRequest[]): Promise<RecallAnswer[]>;
  /** Full text: every word of `text` must be found, the last as a prefix; an empty text finds all. */
  search(index: SearchIndex, text: string, filter: Filter, page: SearchPage): Promise<SearchAnswer>;
  /** All requests in one statement. */
  count(requests: readonly CountRequest[]): Promise<CountCell[][]>;
  /** Makes the engine's copy of an index anew from its source rows. */
  rebuild(index: SearchIndex): Promise<void>;
  status(): Promise<EngineStatus>;
}
