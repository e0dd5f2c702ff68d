import type { Actor } from '../../kernel/actor.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { recordWrite } from './audit.store.ts';
import { giveExternalId, readOrganizationsNamed } from './organizations.named.store.ts';
import {
  type Codes,
  checkOrganization,
  type OrganizationDraft,
  type OrganizationValues,
} from './organizations.rules.ts';
import type { OrganizationService } from './organizations.service.ts';
import {
  changeOrganization,
  type OrganizationRow,
  readOrganizationByCreditCode,
  readOrganizationByExternalId,
} from './organizations.store.ts';

const compared = ['name', 'creditCode', 'region', 'industry', 'size', 'summary', 'site'] as const;

export interface UpsertedOrganization {
  id: string;
  outcome: 'created' | 'updated' | 'unchanged';
}

/** Puts organizations in or up to date by their external ids, as files give them: whole, in the caller's transaction. */
export class OrganizationUpsert {
  private readonly service: OrganizationService;
  private readonly codes: Codes;

  constructor(service: OrganizationService, codes: Codes) {
    this.service = service;
    this.codes = codes;
  }

  /** @throws BAD_INPUT at `input.<field>` for what does not pass, CONFLICT for an archived one or one of another kind. */
  check(draft: OrganizationDraft): OrganizationValues {
    return checkOrganization(draft, this.codes);
  }

  async putIn(
    tx: Client,
    actor: Actor,
    draft: OrganizationDraft & { externalId: string },
    verified = false,
  ): Promise<UpsertedOrganization> {
    const old = (await readOrganizationByExternalId(tx, draft.externalId)) ?? (await this.adopt(tx, draft));
    if (!old) return { id: (await this.service.createIn(tx, actor, draft, verified)).id, outcome: 'created' };
    const values = this.check(draft);
    refuseOther(old, values);
    const changed = compared.filter((field) => old[field] !== values[field]);
    if (changed.length === 0) return { id: old.id, outcome: 'unchanged' };
    await refuseTaken(tx, values.creditCode, old.id);
    await changeOrganization(
      tx,
      old.id,
      old.version,
      Object.fromEntries(changed.map((field) => [field, values[field]])),
    );
    await recordWrite(tx, {
      actor,
      action: 'organization.updated',
      kind: 'organization',
      id: old.id,
      detail: { changed },
    });
    return { id: old.id, outcome: 'updated' };
  }

  /** The one that was made without a number, such as a school that a program named: by credit code, or else by name. */
  private async adopt(tx: Client, draft: OrganizationDraft & { externalId: string }): Promise<OrganizationRow | null> {
    const names = [draft.creditCode ?? null, draft.name].filter((name) => name !== null);
    const free = (await readOrganizationsNamed(tx, [draft.kind], names)).filter(
      (row) =>
        row.externalId === null &&
        row.archivedAt === null &&
        (row.creditCode ?? draft.creditCode ?? null) === (draft.creditCode ?? null),
    );
    const [only] = free;
    if (free.length !== 1 || !only) return null;
    await giveExternalId(tx, only.id, draft.externalId);
    return readOrganizationByExternalId(tx, draft.externalId);
  }
}

function refuseOther(old: OrganizationRow, values: OrganizationValues): void {
  if (old.kind === values.kind && old.archivedAt === null) return;
  const what = old.archivedAt === null ? `an organization of kind ${old.kind}` : 'an archived organization';
  throw new DomainError('CONFLICT', `The external id is that of ${what}.`, {
    path: 'input.externalId',
    cure: 'Give another external id.',
  });
}

async function refuseTaken(tx: Client, creditCode: string | null, id: string): Promise<void> {
  const holder = creditCode === null ? null : await readOrganizationByCreditCode(tx, creditCode);
  if (!holder || holder.id === id) return;
  throw new DomainError('ALREADY_EXISTS', 'Another organization carries this unified social credit code.', {
    path: 'input.creditCode',
    cure: 'Look the organization up by its name; it may be there already.',
  });
}
