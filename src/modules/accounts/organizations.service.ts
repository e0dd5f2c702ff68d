import { type Actor, organizationOf, userIdOf } from '../../kernel/actor.ts';
import { badInput, conflict, DomainError, notFound } from '../../kernel/errors.ts';
import { checkId, newId } from '../../kernel/ids.ts';
import { checkPageSize, decodeListCursor, encodeListCursor, type Page, type PageRequest } from '../../kernel/page.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import { checkSearchText, hasNoWord } from '../../platform/search/list.ts';
import { actsFor, type Standing, standingOf } from './accounts.rules.ts';
import { recordWrite } from './audit.store.ts';
import { refuseTakenCode } from './organizations.keys.ts';
import {
  type Codes,
  checkOrganization,
  checkOrganizationPatch,
  type Making,
  type OrganizationDraft,
  type OrganizationPatchDraft,
  type OrganizationValues,
  refuseFixedFields,
  refuseUnlessOffice,
} from './organizations.rules.ts';
import {
  changeOrganization,
  insertOrganization,
  listOrganizations,
  type OrganizationRow,
  readOrganizations,
  type StoredChanges,
} from './organizations.store.ts';
import type { OrganizationsArgs } from './organizations.types.ts';

export type OrganizationQuery = PageRequest & Omit<OrganizationsArgs, 'first' | 'after'>;

export class OrganizationService {
  private readonly db: Db;
  private readonly codes: Codes;

  constructor(db: Db, codes: Codes) {
    this.db = db;
    this.codes = codes;
  }

  /** For other modules: rows by id, whoever asks; what they carry is an organization's public page. */
  async organizationsByIds(ids: readonly string[]): Promise<Map<string, OrganizationRow>> {
    if (ids.length === 0) return new Map();
    return new Map((await readOrganizations(this.db.prisma, ids)).map((row) => [row.id, row]));
  }

  actsFor(actor: Actor, organizationId: string): boolean {
    return actsFor(actor, organizationId);
  }

  /** Null when there is none that the actor may see. */
  async find(actor: Actor, id: string): Promise<OrganizationRow | null> {
    const [row] = await readOrganizations(this.db.prisma, [checkId(id, 'id')]);
    if (!row) return null;
    const isPublic = row.verifiedAt !== null && row.archivedAt === null;
    return isPublic || this.standing(actor, row) !== 'STRANGER' ? row : null;
  }

  /** @param list the name that its cursors carry */
  async list(actor: Actor, query: OrganizationQuery, list = 'organizations'): Promise<Page<OrganizationRow>> {
    const first = checkPageSize(query.first);
    const text = checkSearchText(query.text);
    const acting = organizationOf(actor);
    const scope = {
      everything: actor.kind === 'SYSTEM',
      own: acting?.id ?? null,
      servedRegions: acting?.kind === 'OFFICE' ? this.codes.regionsWithin(acting.region) : [],
    };
    const filter = {
      kind: query.kind ?? null,
      regions:
        query.region == null ? null : this.codes.regionsWithin(this.codes.checkCode('region', query.region, 'region')),
      text: text === '' ? null : text,
      verified: query.verified ?? null,
      before: query.after === null ? null : checkId(String(decodeListCursor(list, query.after, 1)[0]), 'after'),
      take: first + 1,
    };
    const rows = hasNoWord(text) ? [] : await listOrganizations(this.db.prisma, scope, filter);
    const last = rows.length > first ? rows[first - 1] : undefined;
    return { items: rows.slice(0, first), nextCursor: last ? encodeListCursor(list, [last.id]) : null };
  }

  async create(actor: Actor, input: OrganizationDraft): Promise<OrganizationRow> {
    if (input.kind === 'SCHOOL') {
      throw badInput('input.kind', 'A school has more to it than an organization.', 'Use the mutation createSchool.');
    }
    return this.db.prisma.$transaction((tx) => this.createIn(tx, actor, input));
  }

  /** The same inside a caller's transaction, schools included: a module that adds its own row to the organization uses it. */
  async createIn(
    tx: Client,
    actor: Actor,
    input: OrganizationDraft,
    { verified = false, id = newId(), importId }: Making = {},
  ): Promise<OrganizationRow> {
    const values = await this.checkNew(tx, actor, input, id);
    const row = await insertOrganization(tx, id, values, verified ? new Date() : null);
    await recordWrite(tx, {
      actor,
      action: 'organization.created',
      kind: 'organization',
      id,
      detail: { kind: row.kind, ...(importId === undefined ? {} : { import: importId }) },
    });
    return row;
  }

  /** @throws what `createIn` would, and writes nothing. */
  async checkNew(client: Client, actor: Actor, input: OrganizationDraft, id = newId()): Promise<OrganizationValues> {
    const values = checkOrganization(input, this.codes);
    if (this.standing(actor, { id, ...values }) === 'STRANGER') {
      throw new DomainError(
        'FORBIDDEN',
        'An office makes employers, schools and agencies in the region that it serves.',
        {
          path: 'input.region',
          cure: 'Name a region within yours; another office is set up by the operator.',
        },
      );
    }
    await refuseTakenCode(client, values.creditCode, id);
    return values;
  }

  async update(actor: Actor, id: string, version: number, patch: OrganizationPatchDraft): Promise<OrganizationRow> {
    const changes = checkOrganizationPatch(patch, this.codes);
    return this.change(actor, id, version, 'organization.updated', (row, standing) => {
      refuseFixedFields(row, changes, standing);
      if (
        changes.region !== undefined &&
        standing === 'OFFICE' &&
        this.standing(actor, { ...row, region: changes.region }) !== 'OFFICE'
      ) {
        throw new DomainError('FORBIDDEN', 'The new seat lies outside the region that your office serves.', {
          path: 'patch.region',
        });
      }
      return changes;
    });
  }

  async verify(actor: Actor, id: string, version: number): Promise<OrganizationRow> {
    return this.change(actor, id, version, 'organization.verified', (row, standing) => {
      refuseUnlessOffice(standing);
      return row.verifiedAt ? {} : { verifiedAt: new Date(), verifiedById: userIdOf(actor) };
    });
  }

  async archive(actor: Actor, id: string, version: number): Promise<OrganizationRow> {
    return this.change(actor, id, version, 'organization.archived', (_row, standing) => {
      refuseUnlessOffice(standing);
      return { archivedAt: new Date() };
    });
  }

  /** The row, for an actor who keeps it. @throws NOT_FOUND for one it cannot see, FORBIDDEN for one it only sees. */
  async kept(client: Client, actor: Actor, id: string): Promise<{ row: OrganizationRow; standing: Standing }> {
    const [row] = await readOrganizations(client, [checkId(id, 'id')]);
    const standing = row ? this.standing(actor, row) : 'STRANGER';
    if (!row || row.archivedAt !== null || (standing === 'STRANGER' && row.verifiedAt === null))
      throw notFound('organization', id);
    if (standing === 'STRANGER')
      throw new DomainError('FORBIDDEN', 'This organization is kept by others.', { kind: 'organization', id });
    return { row, standing };
  }

  /** What only those who keep the record see of it. */
  externalIdFor(actor: Actor, row: OrganizationRow): string | null {
    return this.standing(actor, row) === 'STRANGER' ? null : row.externalId;
  }

  private standing(actor: Actor, row: { id: string; kind: string; region: string }): Standing {
    return standingOf(actor, row, this.codes.regionsWithin);
  }

  private async change(
    actor: Actor,
    id: string,
    version: number,
    action: string,
    decide: (row: OrganizationRow, standing: Standing) => StoredChanges,
  ): Promise<OrganizationRow> {
    return this.db.prisma.$transaction(async (tx) => {
      const { row, standing } = await this.kept(tx, actor, id);
      if (row.version !== version) throw conflict('organization', id, version, row.version);
      const changes = decide(row, standing);
      const names = Object.keys(changes);
      if (names.length === 0) return row;
      await refuseTakenCode(tx, changes.creditCode, row.id);
      const changed = await changeOrganization(tx, row.id, version, changes);
      if (!changed) throw conflict('organization', id, version, version + 1);
      await recordWrite(tx, { actor, action, kind: 'organization', id: row.id, detail: { changed: names } });
      return changed;
    });
  }
}
