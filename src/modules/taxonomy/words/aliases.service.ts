import { type Actor, organizationOf, userIdOf } from '../../../kernel/actor.ts';
import { badInput, DomainError, notFound } from '../../../kernel/errors.ts';
import { checkId } from '../../../kernel/ids.ts';
import {
  checkPageSize,
  decodeListCursor,
  encodeListCursor,
  type Page,
  type PageRequest,
} from '../../../kernel/page.ts';
import { checkText, inLines } from '../../../kernel/text.ts';
import type { Client, Db } from '../../../platform/db/db.ts';
import type { Scheme } from '../concept.rules.ts';
import type { TaxonomySource } from '../taxonomy.service.ts';
import { certainAt } from './words.rules.ts';
import { longestText, type WordService } from './words.service.ts';
import {
  countAliases,
  deleteAlias,
  listAliases,
  type OrganizationAliasRow,
  putAlias,
  readAlias,
} from './words.store.ts';

/** Writes the audit entry of a change, in its transaction. */
export type RecordWrite = (
  tx: Client,
  write: { actor: Actor; action: string; kind: string; id: string; detail?: Record<string, string | null> },
) => Promise<void>;

export interface ConceptChoice {
  scheme: Scheme;
  text: string;
  code: string;
  organization?: string | null | undefined;
}

/** All of them are read for each call that resolves. */
const mostAliases = 10_000;

/** What persons chose for words that the rules left open; it holds for their organization alone. */
export class OrganizationAliasService {
  private readonly db: Db;
  private readonly taxonomy: TaxonomySource;
  private readonly words: WordService;
  private readonly record: RecordWrite;

  constructor(db: Db, taxonomy: TaxonomySource, words: WordService, record: RecordWrite) {
    this.db = db;
    this.taxonomy = taxonomy;
    this.words = words;
    this.record = record;
  }

  /** @throws BAD_INPUT when the word is a code or the one name of a concept: that could not be told otherwise. */
  async choose(actor: Actor, { scheme, text, code, organization }: ConceptChoice): Promise<OrganizationAliasRow> {
    const organizationId = organizationIn(actor, organization, 'input.organization');
    const word = checkText(text, 'input.text', { min: 1, max: longestText, ...inLines });
    const chosen = this.checkCode(scheme, code);
    const key = this.words.resolvers.keyOf(scheme, word);
    if (key === '') throw badInput('input.text', 'The text holds no word.', 'Send the word as it stands in the row.');
    this.refuseNames(scheme, word);
    return this.db.prisma.$transaction(async (tx) => {
      if ((await countAliases(tx, organizationId, scheme)) >= mostAliases) throw tooMany(scheme);
      const draft = { organizationId, scheme, key, text: word, code: chosen, chosenById: userIdOf(actor) };
      const { row, before } = await putAlias(tx, draft);
      const detail = { scheme, code: chosen, before };
      await this.record(tx, { actor, action: 'word.chosen', kind: 'organizationAlias', id: row.id, detail });
      return row;
    });
  }

  /** @returns its id. */
  async delete(actor: Actor, id: string): Promise<string> {
    const asked = checkId(id, 'id');
    return this.db.prisma.$transaction(async (tx) => {
      const row = await readAlias(tx, asked);
      if (!row || !mayTouch(actor, row.organizationId) || !(await deleteAlias(tx, row.id))) {
        throw notFound('organizationAlias', asked);
      }
      const detail = { scheme: row.scheme, code: row.code };
      await this.record(tx, { actor, action: 'word.deleted', kind: 'organizationAlias', id: row.id, detail });
      return row.id;
    });
  }

  /** Those of the actor's organization, the newest first. */
  async list(
    actor: Actor,
    query: PageRequest & { scheme?: Scheme | null | undefined },
  ): Promise<Page<OrganizationAliasRow>> {
    const first = checkPageSize(query.first);
    const list = 'organizationAliases';
    const after = query.after === null ? null : checkId(String(decodeListCursor(list, query.after, 1)[0]), 'after');
    const organizationId = organizationIn(actor, null, 'organization');
    const filter = { organizationId, scheme: query.scheme ?? null, after, take: first + 1 };
    const rows = await listAliases(this.db.prisma, filter);
    const last = rows.length > first ? rows[first - 1] : undefined;
    return { items: rows.slice(0, first), nextCursor: last ? encodeListCursor(list, [last.id]) : null };
  }

  private checkCode(scheme: Scheme, code: string): string {
    const current = this.taxonomy.now.check(scheme, code, 'input.code');
    const concept = this.taxonomy.now.get(scheme, current);
    if (concept?.retiredIn == null) return current;
    const cure = `Choose what stands for it today: ${concept.successors.join(', ') || 'another concept'}.`;
    throw badInput('input.code', `“${current}” was retired by the edition ${concept.retiredIn}.`, cure);
  }

  private refuseNames(scheme: Scheme, word: string): void {
    const [best] = this.words.resolvers.of(scheme).resolveAll([word], { limit: 1 })[0] ?? [];
    const isFixed = best !== undefined && (best.matchedBy === 'CODE' || best.matchedBy === 'NAME');
    if (!isFixed || best.confidence < certainAt) return;
    const name = this.taxonomy.now.get(scheme, best.code)?.name ?? best.code;
    throw badInput('input.text', `This names ${name} (${best.code}) and nothing else.`, 'Choose only for open words.');
  }
}

function organizationIn(actor: Actor, asked: string | null | undefined, path: string): string {
  const id = asked == null ? organizationOf(actor)?.id : checkId(asked, path);
  if (id === undefined) throw badInput(path, 'You act for no organization.', 'Name the organization.');
  if (mayTouch(actor, id)) return id;
  throw new DomainError('FORBIDDEN', 'An organization alone says what its words stand for.', { path });
}

function mayTouch(actor: Actor, organizationId: string): boolean {
  return actor.kind === 'SYSTEM' || organizationOf(actor)?.id === organizationId;
}

function tooMany(scheme: Scheme): DomainError {
  return new DomainError('TOO_LARGE', `The organization has ${mostAliases} words of its own for ${scheme} already.`, {
    path: 'input.text',
    cure: 'Delete some with deleteOrganizationAlias.',
  });
}
