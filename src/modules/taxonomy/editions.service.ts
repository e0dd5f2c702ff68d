import { DomainError } from '../../kernel/errors.ts';
import type { Db } from '../../platform/db/db.ts';
import type { Scheme } from './concept.rules.ts';
import type { ConceptRow, EditionRows } from './edition.ts';
import { countEditionConcepts, type EditionRecord, readEditionConcept, readEditions } from './editions.store.ts';
import { type EditionPreview, lookUp, previewEdition, type SwitchParts } from './editions.switch.ts';
import type { TaxonomyService } from './taxonomy.service.ts';

export interface EditionLine extends EditionRecord {
  /** Of each of its schemes. */
  counts: { scheme: Scheme; concepts: number; isCurrent: boolean }[];
}

/** The editions of the taxonomy: what each holds, what a new one would change. */
export class EditionsService {
  private readonly db: Db;
  private readonly taxonomy: TaxonomyService;
  private readonly parts: SwitchParts;

  constructor(db: Db, taxonomy: TaxonomyService, parts: SwitchParts) {
    this.db = db;
    this.taxonomy = taxonomy;
    this.parts = parts;
  }

  /** What loading an edition would change; nothing is written. @throws as `load` of the taxonomy. */
  preview(edition: EditionRows): Promise<EditionPreview> {
    return previewEdition(this.db.prisma, edition, this.parts);
  }

  /**
   * Loads the edition that comes with the product, unless it was loaded before or an operator has switched one of its
   * schemes to another edition. @returns true when something was written; the name of what stands in its way.
   */
  async loadShipped(edition: EditionRows): Promise<{ written: boolean; heldBy: string | null }> {
    const { isKnown } = await lookUp(this.db.prisma, edition);
    if (isKnown) {
      await this.taxonomy.read();
      return { written: false, heldBy: null };
    }
    const schemes = new Set(edition.concepts.map(({ scheme }) => scheme));
    const editions = await readEditions(this.db.prisma);
    const other = editions.find((one) => !one.shipped && one.currentFor.some((scheme) => schemes.has(scheme)));
    if (other) {
      await this.taxonomy.read();
      return { written: false, heldBy: other.edition };
    }
    return { written: await this.taxonomy.load(edition, { shipped: true }), heldBy: null };
  }

  /** All that were loaded, the one switched to last first. */
  async list(): Promise<EditionLine[]> {
    const [editions, counts] = await Promise.all([readEditions(this.db.prisma), countEditionConcepts(this.db.prisma)]);
    return editions.map((edition) => ({
      ...edition,
      counts: counts
        .filter((row) => row.edition === edition.edition)
        .map(({ scheme, concepts }) => ({ scheme, concepts, isCurrent: edition.currentFor.includes(scheme) })),
    }));
  }

  /** The edition that a scheme stands at; null before any was loaded. */
  async currentOf(scheme: Scheme): Promise<EditionRecord | null> {
    const editions = await readEditions(this.db.prisma);
    return editions.find(({ currentFor }) => currentFor.includes(scheme)) ?? null;
  }

  /**
   * A concept as an edition stated it; null when the edition has no such code.
   * @throws NOT_FOUND for an edition that was never loaded.
   */
  async conceptIn(edition: string, scheme: Scheme, code: string): Promise<ConceptRow | null> {
    const found = await readEditionConcept(this.db.prisma, edition, scheme, code);
    if (found) return found;
    const editions = await readEditions(this.db.prisma);
    if (!editions.some((one) => one.edition === edition)) {
      throw new DomainError('NOT_FOUND', `The edition “${edition.slice(0, 60)}” was never loaded here.`, {
        path: 'edition',
        cure: 'See taxonomyEditions.',
      });
    }
    return null;
  }
}
