import type { OrganizationKind } from '../../kernel/actor.ts';
import type { Client } from '../../platform/db/db.ts';
import { type NamedOrganization, readNamedOrganizations } from './organizations.named.store.ts';
import { NamedOrganizations } from './organizations.named.ts';

/** How organizations stand in cells, so that the very same are found again by what stands there. */
export class OrganizationWords {
  private readonly known: ReadonlyMap<string, NamedOrganization>;
  private readonly named: NamedOrganizations;

  private constructor(rows: readonly NamedOrganization[], named: NamedOrganizations) {
    this.known = new Map(rows.map((row) => [row.id, row]));
    this.named = named;
  }

  /**
   * @param kinds what a cell of the column may name
   * @param texts further texts of the column, to be asked of with `isWord`
   */
  static async of(
    client: Client,
    kinds: readonly OrganizationKind[],
    ids: Iterable<string | null>,
    texts: Iterable<string | null> = [],
  ): Promise<OrganizationWords> {
    const wanted = [...new Set(ids)].filter((id) => id !== null);
    const rows = wanted.length === 0 ? [] : await readNamedOrganizations(client, wanted);
    const named = new NamedOrganizations(kinds);
    await named.prepare(client, [
      ...rows.flatMap((row) => [row.name, row.externalId, row.creditCode, row.id]),
      ...texts,
    ]);
    return new OrganizationWords(rows, named);
  }

  /** Its name, else its credit code or number, whichever is sure to be read as this one; else its id. */
  word(id: string | null, isFit: (word: string) => boolean = () => true): string {
    const row = id === null ? undefined : this.known.get(id);
    if (!row) return id ?? '';
    return [row.name, row.creditCode, row.externalId].find((word) => this.isSure(word, row) && isFit(word)) ?? row.id;
  }

  /** Whether the text would be read as some organization. */
  isWord(text: string): boolean {
    return this.named.only(text) !== null;
  }

  /**
   * The four columns that say to whom a record belongs. One without a number is called by its id: it may be renamed.
   * @param isOpen false leaves the number out, which only its keepers see
   */
  mention(
    column: string,
    id: string | null,
    regionOf: (code: string) => string,
    isOpen = true,
  ): Record<string, string> {
    const row = id === null ? undefined : this.known.get(id);
    if (!row) return {};
    const isArchived = row.archivedAt !== null;
    const [number, code] = [row.externalId, row.creditCode].map((word) =>
      isArchived || this.isSure(word, row) ? word : null,
    );
    return {
      [column]: isOpen ? (number ?? row.id) : '',
      [`${column}Name`]: row.name,
      [`${column}CreditCode`]: code ?? '',
      [`${column}Region`]: regionOf(row.region),
    };
  }

  private isSure(word: string | null, row: NamedOrganization): word is string {
    return word !== null && this.named.only(word)?.id === row.id && this.found(word)?.id === row.id;
  }

  private found(word: string): NamedOrganization | null {
    try {
      return this.named.find(word, '');
    } catch {
      return null;
    }
  }
}
