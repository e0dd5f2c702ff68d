import type { OrganizationKind } from '../../kernel/actor.ts';
import { badInput } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { type Cells, columnError, shown } from '../../platform/files/cells.ts';
import type { ColumnDeclaration, FileOwner } from '../../platform/files/import-kind.ts';
import { type NamedOrganization, readOrganizationsNamed } from './organizations.named.store.ts';
import type { OrganizationDraft } from './organizations.rules.ts';

/** How a row of a file names an organization; all null for one that names none. */
export interface Mention {
  reference: string | null;
  name: string | null;
  creditCode: string | null;
  region: string | null;
}

/** Words for the four columns in which a file names the organization that a record belongs to. */
export interface MentionWords {
  /** The first column; the others are called by it: employer, employerName … */
  column: string;
  kind: OrganizationKind;
  noun: string;
  headers: { reference: string; name: string; creditCode: string; region: string };
  examples: { reference: string; name: string; creditCode: string; region: string };
  /** Where a new one sits that the file gives no region. */
  otherwise: string;
}

export function mentionColumns({ column, noun, headers, examples, otherwise }: MentionWords): ColumnDeclaration[] {
  return [
    {
      name: column,
      header: headers.reference,
      meaning: `The ${noun}: its external id, credit code, id or exact name. --organization names one for the whole file.`,
      example: examples.reference,
    },
    {
      name: `${column}Name`,
      header: headers.name,
      meaning: `Its registered name; a ${noun} that is not here yet is made with it.`,
      example: examples.name,
    },
    {
      name: `${column}CreditCode`,
      header: headers.creditCode,
      meaning: 'Its unified social credit code, 18 characters.',
      example: examples.creditCode,
    },
    {
      name: `${column}Region`,
      header: headers.region,
      meaning: `Region of a new one, code or name; ${otherwise}`,
      example: examples.region,
    },
  ];
}

/** @param regionOf a code for a region as written, or BAD_INPUT */
export function readMention(cells: Cells, column: string, regionOf: (text: string, column: string) => string): Mention {
  const region = cells.text(`${column}Region`);
  return {
    reference: cells.text(column),
    name: cells.text(`${column}Name`),
    creditCode: cells.text(`${column}CreditCode`)?.toUpperCase() ?? null,
    region: region === null ? null : regionOf(region, `${column}Region`),
  };
}

/** Organizations by what a file calls them, each looked up once a file. */
export class NamedOrganizations {
  private readonly kinds: readonly OrganizationKind[];
  private readonly found = new Map<string, NamedOrganization[]>();

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
  find(text: string, column: string): NamedOrganization | null {
    const rows = this.found.get(text) ?? [];
    const sure = rows.find((row) => row.name !== text);
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

  /** The one in use that is called so; null for none, and for several. */
  only(text: string): NamedOrganization | null {
    const rows = (this.found.get(text) ?? []).filter((row) => row.archivedAt === null);
    const [only] = rows;
    return rows.length === 1 && only ? only : null;
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

  /** The organization that a row names, else the file's; one that is not here yet is made when the row gives its name. */
  async ensure(tx: Client, mention: Mention, words: EnsureWords): Promise<FileOwner> {
    const { column } = words;
    const named = [
      [mention.creditCode, `${column}CreditCode`],
      [mention.reference, column],
      [mention.name, `${column}Name`],
    ] as const;
    for (const [text, at] of named) {
      const found = text === null ? null : this.find(text, at);
      if (found) return found;
    }
    if (mention.name !== null) return this.make(tx, { ...mention, name: mention.name }, words);
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

  private async make(tx: Client, mention: Mention & { name: string }, words: EnsureWords): Promise<FileOwner> {
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
      const made = { ...draft, id: (await words.make(tx, draft)).id, archivedAt: null };
      for (const name of namesOf(made)) this.found.set(name, [made]);
      return made;
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
  make(tx: Client, draft: OrganizationDraft): Promise<{ id: string }>;
}

function namesOf(row: NamedOrganization): string[] {
  return [...new Set([row.id, row.externalId, row.creditCode, row.name])].filter((name) => name !== null);
}
