import type { Actor, OrganizationKind } from '../../kernel/actor.ts';
import { conflict, DomainError } from '../../kernel/errors.ts';
import { idsAmong, newId } from '../../kernel/ids.ts';
import { isAllowed, type Permission } from '../../kernel/permissions.ts';
import type { Client } from '../../platform/db/db.ts';
import { standingOf } from './accounts.rules.ts';
import { recordWrite } from './audit.store.ts';
import { refuseTakenCode, refuseTakenNumber } from './organizations.keys.ts';
import { giveExternalId, readOrganizationsNamed } from './organizations.named.store.ts';
import {
  type Codes,
  checkOrganization,
  type Making,
  type OrganizationDraft,
  type OrganizationValues,
  refuseFixedFields,
} from './organizations.rules.ts';
import type { OrganizationService } from './organizations.service.ts';
import {
  changeOrganization,
  type OrganizationRow,
  readOrganizationByExternalId,
  readOrganizations,
} from './organizations.store.ts';

const compared = ['name', 'creditCode', 'region', 'industry', 'size', 'summary', 'site'] as const;

type NumberedDraft = OrganizationDraft & { externalId: string };

/** An organization as a file gives it, checked against what is there, and not yet written. */
export interface PlannedOrganization {
  id: string;
  outcome: 'created' | 'updated' | 'unchanged';
  /** Writes it, in the transaction in which it was planned. */
  put(tx: Client): Promise<void>;
}

/** Puts organizations in or up to date by their external ids, as files give them: whole, in the caller's transaction. */
export class OrganizationUpsert {
  private readonly service: OrganizationService;
  private readonly codes: Codes;

  constructor(service: OrganizationService, codes: Codes) {
    this.service = service;
    this.codes = codes;
  }

  /** @throws BAD_INPUT at `input.<field>` for what does not pass. */
  check(draft: OrganizationDraft): OrganizationValues {
    return checkOrganization(draft, this.codes);
  }

  /** Whether a file of the actor's may make it; writes nothing. @throws as `createOrganization` would. */
  async checkNew(client: Client, actor: Actor, draft: OrganizationDraft): Promise<void> {
    refuseUnless(actor, 'organization:create', 'A new organization is made by an admin of its office.');
    await this.service.checkNew(client, actor, draft);
    await refuseTakenNumber(client, draft.externalId);
  }

  /** Makes what was checked. */
  make(tx: Client, actor: Actor, draft: OrganizationDraft, making: Making): Promise<OrganizationRow> {
    return this.service.createIn(tx, actor, draft, making);
  }

  /**
   * @throws BAD_INPUT at `input.<field>` for what does not pass, CONFLICT for an archived one or one of another kind,
   * ALREADY_EXISTS for a key of another's, FORBIDDEN for one that the actor does not keep.
   */
  async plan(client: Client, actor: Actor, draft: NumberedDraft, verified: boolean): Promise<PlannedOrganization> {
    const numbered =
      (await readOrganizationByExternalId(client, draft.externalId)) ?? (await readUnnumbered(client, draft));
    const old = numbered ?? (await this.unnumbered(client, draft));
    if (!old) {
      await this.checkNew(client, actor, draft);
      const id = newId();
      return { id, outcome: 'created', put: async (tx) => void (await this.make(tx, actor, draft, { id, verified })) };
    }
    const values = this.check(draft);
    refuseOther(old, values);
    const changed = compared.filter((field) => old[field] !== values[field]);
    const changes = Object.fromEntries(changed.map((field) => [field, values[field]]));
    this.refuseStranger(actor, old, changes);
    await refuseTakenCode(client, values.creditCode, old.id);
    const outcome = numbered && changed.length === 0 ? 'unchanged' : 'updated';
    return { id: old.id, outcome, put: (tx) => putChanges(tx, actor, old, draft.externalId, changes) };
  }

  private refuseStranger(actor: Actor, old: OrganizationRow, changes: Partial<OrganizationValues>): void {
    const standing = standingOf(actor, old, this.codes.regionsWithin);
    if (standing === 'STRANGER') throw new DomainError('FORBIDDEN', 'This organization is kept by others.');
    refuseUnless(actor, 'organization:update', 'An organization is changed by its admins and those of its office.');
    refuseFixedFields(old, changes, standing);
  }

  /** The one that was made without a number, such as a school that a program named: by credit code, or else by name. */
  private async unnumbered(client: Client, draft: NumberedDraft): Promise<OrganizationRow | null> {
    const names = [draft.creditCode ?? null, draft.name].filter((name) => name !== null);
    const free = (await readOrganizationsNamed(client, [draft.kind], names)).filter(
      (row) =>
        row.externalId === null &&
        row.archivedAt === null &&
        (row.creditCode ?? draft.creditCode ?? null) === (draft.creditCode ?? null),
    );
    const [only] = free;
    if (free.length !== 1 || !only) return null;
    return (await readOrganizations(client, [only.id]))[0] ?? null;
  }
}

async function putChanges(
  tx: Client,
  actor: Actor,
  old: OrganizationRow,
  externalId: string,
  changes: Partial<OrganizationValues>,
): Promise<void> {
  const isNumbered = old.externalId === externalId || old.id === externalId;
  const changed = Object.keys(changes);
  if (isNumbered && changed.length === 0) return;
  if (!isNumbered) await giveExternalId(tx, old.id, externalId);
  const version = isNumbered ? old.version : old.version + 1;
  if (changed.length > 0 && !(await changeOrganization(tx, old.id, version, changes)))
    throw conflict('organization', old.id, version, version + 1);
  const detail = { changed: isNumbered ? changed : ['externalId', ...changed] };
  await recordWrite(tx, { actor, action: 'organization.updated', kind: 'organization', id: old.id, detail });
}

function refuseUnless(actor: Actor, permission: Permission, message: string): void {
  if (!isAllowed(actor, permission)) throw new DomainError('FORBIDDEN', message, { permission });
}

/** One that has no number is called by the id that we gave it. */
async function readUnnumbered(
  tx: Client,
  { kind, externalId }: { kind: OrganizationKind; externalId: string },
): Promise<OrganizationRow | null> {
  const [row] = await readOrganizations(tx, idsAmong([externalId]));
  return row && row.externalId === null && row.kind === kind ? row : null;
}

function refuseOther(old: OrganizationRow, values: OrganizationValues): void {
  if (old.kind === values.kind && old.archivedAt === null) return;
  const what = old.archivedAt === null ? `an organization of kind ${old.kind}` : 'an archived organization';
  throw new DomainError('CONFLICT', `The external id is that of ${what}.`, {
    path: 'input.externalId',
    cure: 'Give another external id.',
  });
}
