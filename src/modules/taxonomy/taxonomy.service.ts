import { checkPageSize, decodeListCursor, encodeListCursor, type Page, type PageRequest } from '../../kernel/page.ts';
import type { Db } from '../../platform/db/db.ts';
import type { Filter, SearchEngine } from '../../platform/search/engine.ts';
import { checkSearchText, hasNoWord, searchList } from '../../platform/search/list.ts';
import type { EditionRows } from './edition.ts';
import { readTurn } from './editions.store.ts';
import { type SwitchParts, switchEdition } from './editions.switch.ts';
import { type ConceptRecord, type Scheme, Taxonomy } from './taxonomy.rules.ts';
import { occupationId, occupationsAtLevel } from './taxonomy.search.ts';
import { readConcepts, readLinks } from './taxonomy.store.ts';

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
  private readonly parts: SwitchParts;
  /** The switch that `now` was read after; -1 before the first reading. */
  private turn = -1;
  private idsOf: { taxonomy: Taxonomy; codes: Map<string, string> } | null = null;

  constructor(db: Db, engine: Pick<SearchEngine, 'search'>, parts: SwitchParts) {
    this.db = db;
    this.engine = engine;
    this.parts = parts;
  }

  /** Reads what the database holds into memory. */
  async read(): Promise<void> {
    const [turn, concepts, links] = await this.db.prisma.$transaction(
      (tx) => Promise.all([readTurn(tx), readConcepts(tx), readLinks(tx)]),
      { isolationLevel: 'RepeatableRead' },
    );
    this.now = new Taxonomy(concepts, links);
    this.turn = turn;
  }

  /** Reads anew when another process has switched editions; true when it has. One small statement otherwise. */
  async refresh(): Promise<boolean> {
    if ((await readTurn(this.db.prisma)) === this.turn) return false;
    await this.read();
    return true;
  }

  /**
   * Switches to an edition in one transaction, unless it is the one that was switched to last; true when something was
   * written. Records keep the codes that they have; their search documents are made again.
   * @throws BAD_INPUT for an edition with a fault, EDITION_CHANGED for a known name with other content; nothing is
   * written then.
   */
  async load(edition: EditionRows, { shipped = false } = {}): Promise<boolean> {
    if (this.turn < 0) await this.read();
    const switched = await this.db.prisma.$transaction((tx) => switchEdition(tx, edition, this.parts, shipped), {
      timeout: 600_000,
    });
    if (switched === null) {
      await this.refresh();
      return false;
    }
    this.now = switched.taxonomy;
    this.turn = switched.turn;
    return true;
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
