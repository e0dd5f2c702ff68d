import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import type { Field, IndexFields } from '../fields.ts';

/**
 * How an index stands in Meilisearch.
 *
 * Its name carries the hash of its settings and declared fields: `jucai_talent_<hash>`. An index of that name is complete
 * and in service, always; a process of another layout asks for another name, so that none reads what it does not
 * understand. A rebuild fills `jucai_talent_<hash>_next` and then swaps: with `rename: true` where no index is in service
 * yet, else plainly, after which `…_next` holds the old documents and is deleted. Indexes of other hashes are left to
 * processes of the release before, and deleted by the rebuild once theirs is in service. Where several servers divide the
 * documents, the name ends in the hash of the division too.
 *
 * Filters and facets compare integers only: Meilisearch folds case and accents of text, and never finds a value of more
 * than 468 bytes. Keys stand as the integers that `search_token` gave them.
 */

export const primaryKey = 'id';
export const indexPrefix = 'jucai';

/** To be raised when documents are written otherwise from the same fields. */
const documentsVersion = 1;

/** Facets beyond it are not answered but refused: a cut would be a wrong count. */
export const mostFacetValues = 100_000;

/** Ends the name of an index that is being filled. */
export const nextMark = '_next';

export interface IndexNames {
  /** Complete and asked by everybody, where it exists. */
  inService: string;
  /** Being filled. */
  next: string;
  /** What the names of this index begin with, whatever the hash. */
  family: string;
}

/** @param division of documents over several servers: see `divisionOf` */
export function indexNames(fields: IndexFields, prefix = indexPrefix, division = ''): IndexNames {
  const family = `${prefix}_${fields.index}_`;
  const inService = family + settingsHash(fields) + (division && `_${division}`);
  return { inService, next: `${inService}${nextMark}`, family };
}

/** Of all that decides whether documents written before can be read. */
export function settingsHash(fields: IndexFields): string {
  const decides = [documentsVersion, fields.hash, settingsOf(fields)];
  return createHash('sha256').update(JSON.stringify(decides)).digest('hex').slice(0, 12);
}

/** The attribute of an AXIS, NUMBER or BANDS field; TOKENS stand together in `tokens`. */
export function attributeOf({ kind, column, bit }: Field): string {
  if (column !== null) return column;
  return kind === 'BANDS' ? `band${bit}` : 'tokens';
}

/** The attribute that holds the keys of two fields together. */
export function pairAttribute([first, second]: readonly [Field, Field]): string {
  return `${attributeOf(first)}_${attributeOf(second)}`;
}

/** Both of its tokens, as a value of that attribute. */
export const pairSeparator = '|';

export function settingsOf(fields: IndexFields): Settings {
  const attributes = (kind: Field['kind']) => fields.ofKind(kind).map(attributeOf);
  const filterable = (attributePatterns: string[], comparison: boolean) => ({
    attributePatterns,
    features: { facetSearch: false, filter: { equality: true, comparison } },
  });
  return {
    filterableAttributes: [
      filterable(['id', 'createdAt', ...attributes('NUMBER')], true),
      filterable(
        ['tokens', 'present', ...attributes('AXIS'), ...attributes('BANDS'), ...fields.pairs().map(pairAttribute)],
        false,
      ),
    ],
    sortableAttributes: ['createdAt', 'id'],
    searchableAttributes: ['title', 'rest'],
    displayedAttributes: ['id', 'version', 'sequence', 'createdAt'],
    localizedAttributes: [{ attributePatterns: ['title', 'rest'], locales: ['cmn'] }],
    rankingRules: ['words', 'attribute', 'proximity', 'exactness', 'sort'],
    // By word it takes a third of all indexing; people are found by what they have, not by how near two words stand.
    proximityPrecision: 'byAttribute',
    // PostgreSQL finds words as they are written; people are to be the same on both.
    typoTolerance: { enabled: false },
    pagination: { maxTotalHits: 1_000_000_000 },
    faceting: { maxValuesPerFacet: mostFacetValues },
    facetSearch: false,
    // A search that takes longer would be cut off, and its order be wrong without a word; our own time limit says so.
    searchCutoffMs: 60_000,
  };
}
