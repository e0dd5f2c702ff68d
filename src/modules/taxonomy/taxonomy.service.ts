import { createHash } from 'node:crypto';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page, type PageRequest } from '../../kernel/page.ts';
import type { Db } from '../../platform/db/db.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import type { Filter, SearchEngine } from '../../platform/search/engine.ts';
import { checkSearchText, hasNoWord, searchList } from '../../platform/search/list.ts';
import { checkEdition } from './edition.rules.ts';
import { type ConceptRecord, type Scheme, Taxonomy } from './taxonomy.rules.ts';
import { occupationId, occupationsAtLevel } from './taxonomy.search.ts';
import { checksumOf, type EditionRows, lockEditions, readConcepts, readLinks, writeEdition } from './taxonomy.store.ts';

/** Where the other modules read the taxonomy: `now` is swapped whole when an edition is loaded. */
export interface TaxonomySource {
  readonly now: Taxonomy;
}

export interface ConceptQuery extends PageRequest {
  scheme: Scheme;
  text?: string | null | undefined;
  parent?: string | null | undefined;
  level?: number | null | undefined;
}

export interface OccupationQuery extends PageRequest {
  text?: string | null | undefined;
  level?: number | null | undefined;
}

export class TaxonomyService implements TaxonomySource {
  now = new Taxonomy([], { substitutes: [], occupationSkills: [], occupationLicences: [] });
  private readonly db: Db;
  private readonly engine: Pick<SearchEngine, 'search'>;
  private idsOf: { taxonomy: Taxonomy; codes: Map<string, string> } | null = null;

  constructor(db: Db, engine: Pick<SearchEngine, 'search'>) {
    this.db = db;
    this.engine = engine;
  }

  /** Reads what the database holds into memory. */
  async read(): Promise<void> {
    const [concepts, links] = await Promise.all([readConcepts(this.db.prisma), readLinks(this.db.prisma)]);
    this.now = new Taxonomy(concepts, links);
  }

  /**
   * Loads an edition unless exactly it is loaded already; true when something was written.
   * @throws BAD_INPUT for an edition with a fault; nothing is written then.
   */
  async load(edition: EditionRows): Promise<boolean> {
    checkEdition(edition);
    const checksum = createHash('sha256').update(JSON.stringify(edition)).digest('hex');
    const written = await this.db.prisma.$transaction(
      async (tx) => {
        await lockEditions(tx);
        if ((await checksumOf(tx, edition.edition)) === checksum) return false;
        const occupations = await writeEdition(tx, edition, checksum);
        await recordChange(tx, { kind: 'occupation', ids: occupations.map(occupationId) });
        return true;
      },
      { timeout: 60_000 },
    );
    await this.read();
    return written;
  }

  concept(scheme: Scheme, code: string): ConceptRecord | null {
    return this.now.get(scheme, code);
  }

  /** Occupations by the words of any of their names, best first. */
  async occupations(query: OccupationQuery): Promise<Page<ConceptRecord> & { totalCount: number }> {
    const first = checkPageSize(query.first);
    const filter: Filter = query.level == null ? { op: 'TRUE' } : occupationsAtLevel(query.level);
    const found = await searchList(this.engine, {
      list: 'occupations',
      index: 'occupation',
      text: query.text,
      filter,
      first,
      after: query.after,
    });
    const codes = this.occupationCodes();
    const items = found.ids.flatMap((id) => this.now.get('occupation', codes.get(id) ?? '') ?? []);
    return { items, nextCursor: found.nextCursor, totalCount: found.total };
  }

  /** Codes by the ids of their documents, worked out once a taxonomy. */
  private occupationCodes(): Map<string, string> {
    if (this.idsOf?.taxonomy !== this.now) {
      const codes = new Map(this.now.all('occupation').map(({ code }) => [occupationId(code), code]));
      this.idsOf = { taxonomy: this.now, codes };
    }
    return this.idsOf.codes;
  }

  /** Concepts by code; `text` must stand in the code, the name or an alias. */
  concepts(query: ConceptQuery): Page<ConceptRecord> & { totalCount: number } {
    const first = checkPageSize(query.first);
    const after = query.after !== null ? String(decodeListCursor('concepts', query.after, 1)[0]) : '';
    const text = checkSearchText(query.text);
    const isVain = hasNoWord(text);
    const needle = text.normalize('NFKC').trim().toLowerCase();
    const fitting = this.now
      .all(query.scheme)
      .filter((concept) => concept.retiredIn === null && !isVain)
      .filter((concept) => query.level == null || concept.level === query.level)
      .filter((concept) => query.parent == null || concept.parent === query.parent)
      .filter((concept) => !needle || holds(concept, needle))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const items = fitting.filter((concept) => concept.code > after).slice(0, first + 1);
    const last = items.length > first ? items[first - 1] : undefined;
    return {
      items: items.slice(0, first),
      nextCursor: last ? encodeListCursor('concepts', [last.code]) : null,
      totalCount: fitting.length,
    };
  }
}

function holds(concept: ConceptRecord, needle: string): boolean {
  return [concept.code, concept.name, concept.nameEn ?? '', ...concept.aliases].some((name) =>
    name.toLowerCase().includes(needle),
  );
}
