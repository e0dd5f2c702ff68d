import type { OrganizationKind } from '../../kernel/actor.ts';
import { badInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import { columnError, shown } from '../../platform/files/cells.ts';
import type { FileOwner } from '../../platform/files/import-kind.ts';
import type { Mention, MentionWords } from './organizations.mention.ts';
import { type NamedOrganization, readOrganizationsNamed } from './organizations.named.store.ts';
import type { OrganizationDraft } from './organizations.rules.ts';

/** Organizations by what a file calls them, each looked up once a file. */
export class NamedOrganizations {
  private readonly kinds: readonly OrganizationKind[];
  private readonly found = new Map<string, NamedOrganization[]>();
  /** Ids of those that this file makes. */
  private readonly made = new Set<string>();
  /** Those that it is still to make, once a row that names them is written. */
  private readonly planned = new Map<string, (tx: Client) => Promise<unknown>>();

  constructor(kinds: readonly OrganizationKind[]) {
    this.kinds = kinds;
  }

  /** Looks up all texts that are new, in one statement. */
  async prepare(client: Client, texts: Iterable<string | null>): Promise<void> {
    const fresh = [...new Set(texts)].filter((text): text is string => text !== null && !this.found.has(text));
    if (fresh.length === 0) return;
    const rows = await readOrganizationsNamed(client, this.kinds, fresh);
    const byName = new Map<string, NamedOrganization[]>();
    for (const row of rows) {
      for (const name of namesOf(row)) byName.set(name, [...(byName.get(name) ?? []), row]);
    }
    for (const text of fresh) this.found.set(text, byName.get(text) ?? byName.get(text.toUpperCase()) ?? []);
  }

  /** Null when none is called so. @throws BAD_INPUT at `column` for several, or one that is archived. */
  find(
    text: string,
    column: string,
    isMeant: (row: NamedOrganization) => boolean = () => true,
  ): NamedOrganization | null {
    const rows = (this.found.get(text) ?? []).filter(isMeant);
    const sure = rows.find((row) => row.id === text) ?? rows.find((row) => hasNumber(row, text));
    const inUse = sure ? [sure] : rows.filter((row) => row.archivedAt === null);
    const [only] = inUse.length > 0 ? inUse : rows;
    if (inUse.length > 1) {
      throw badInput(
        column,
        `${inUse.length} organizations are called “${shown(text)}”.`,
        'Give the external id or the credit code.',
      );
    }
    if (!only) return null;
    if (only.archivedAt === null) return only;
    throw badInput(column, `“${shown(text)}” is archived.`, 'Name another, or ask the office to make it anew.');
  }

  /**
   * The one in use that has this number, else the only one that has this name; or whose id this is, archived or not. Null
   * for none, and for several.
   */
  only(text: string): NamedOrganization | null {
    const named = this.found.get(text) ?? [];
    const rows = named.filter((row) => row.archivedAt === null);
    const numbered = rows.filter((row) => hasNumber(row, text));
    const [only] = numbered.length > 0 ? numbered : rows;
    const isSure = numbered.length === 1 || rows.length === 1;
    return named.find((row) => row.id === text) ?? (isSure && only ? only : null);
  }

  /** As `get`, for one that a record speaks of without belonging to it: an archived one passes by its id. */
  mentioned(text: string, column: string): NamedOrganization {
    return this.found.get(text)?.find((row) => row.id === text) ?? this.get(text, column);
  }

  /** @throws BAD_INPUT at `column` when none is called so. */
  get(text: string, column: string): NamedOrganization {
    const found = this.find(text, column);
    if (found) return found;
    const what = this.kinds.join(' or ').toLowerCase();
    throw badInput(
      column,
      `“${shown(text)}” is no ${what} that is known here.`,
      'Give its external id, credit code or exact name.',
    );
  }

  /**
   * The organization that a row names, else the file's. One that is not here yet is planned when the row gives its name,
   * and has its id already; `make` makes it.
   */
  async ensure(client: Client, mention: Mention, words: EnsureWords): Promise<FileOwner> {
    const { column } = words;
    const named = [
      [mention.creditCode, `${column}CreditCode`],
      [mention.reference, column],
      [mention.name, `${column}Name`],
    ] as const;
    for (const [text, at] of named) {
      const found = text === null ? null : this.find(text, at, (row) => this.isMeant(row, text, mention));
      if (found) return found;
    }
    if (mention.name !== null) return this.plan(client, { ...mention, name: mention.name }, words);
    const text = mention.reference ?? mention.creditCode;
    if (text !== null) {
      throw badInput(
        mention.reference === null ? `${column}CreditCode` : column,
        `“${shown(text)}” is no ${words.noun} that is known here.`,
        `Correct it, or add the column ${column}Name: with a name a new one is made.`,
      );
    }
    if (words.owner) return words.owner;
    throw badInput(
      column,
      `The row names no ${words.noun}.`,
      'Fill the column, or name one for the whole file with --organization.',
    );
  }

  /**
   * What has the number is meant; what has the name is, unless the row says another name, or the file makes it under
   * another number: one name may be that of two.
   */
  private isMeant(row: NamedOrganization, text: string, { name, creditCode, reference }: Mention): boolean {
    if (text !== name && (row.id === text || hasNumber(row, text))) return true;
    if (row.name !== (name ?? text)) return false;
    if (!this.made.has(row.id)) return true;
    const isSame = (own: string | null, said: string | null) => own === null || said === null || own === said;
    return isSame(row.creditCode, creditCode) && (isSame(row.externalId, reference) || row.creditCode === reference);
  }

  /** Makes those of these that are only planned: of the owners of rows that are written now. */
  async make(tx: Client, ids: Iterable<string>): Promise<void> {
    for (const id of new Set(ids)) {
      const make = this.planned.get(id);
      this.planned.delete(id);
      await make?.(tx);
    }
  }

  /** Whether it is only planned: the database does not know it. */
  isPlanned(id: string): boolean {
    return this.planned.has(id);
  }

  private async plan(client: Client, mention: Mention & { name: string }, words: EnsureWords): Promise<FileOwner> {
    const { column, kind } = words;
    const region = mention.region ?? words.region;
    if (region === null)
      throw badInput(`${column}Region`, `The new ${words.noun} has no region.`, 'Give the region of its seat.');
    const isOwn =
      mention.reference !== null && mention.reference !== mention.name && mention.reference !== mention.creditCode;
    const draft = {
      kind,
      name: mention.name,
      region,
      creditCode: mention.creditCode,
      externalId: isOwn ? mention.reference : null,
    };
    try {
      await words.check(client, draft);
      const planned = { ...draft, id: newId(), archivedAt: null };
      for (const name of namesOf(planned)) this.found.set(name, [...(this.found.get(name) ?? []), planned]);
      this.made.add(planned.id);
      this.planned.set(planned.id, (tx) => words.make(tx, draft, planned.id));
      return planned;
    } catch (error) {
      throw columnError(error, {
        name: `${column}Name`,
        creditCode: `${column}CreditCode`,
        region: `${column}Region`,
        externalId: column,
      });
    }
  }
}

export interface EnsureWords extends Pick<MentionWords, 'column' | 'kind' | 'noun'> {
  owner: FileOwner | null;
  /** Of a new one without a region of its own. */
  region: string | null;
  /** @throws for what could not be made; writes nothing. */
  check(client: Client, draft: OrganizationDraft): Promise<void>;
  make(tx: Client, draft: OrganizationDraft, id: string): Promise<unknown>;
}

function hasNumber({ externalId, creditCode }: NamedOrganization, text: string): boolean {
  return externalId === text || creditCode === text.toUpperCase();
}

function namesOf(row: NamedOrganization): string[] {
  return [...new Set([row.id, row.externalId, row.creditCode, row.name])].filter((name) => name !== null);
}
