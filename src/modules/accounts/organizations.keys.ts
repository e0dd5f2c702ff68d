import { DomainError } from '../../kernel/errors.ts';
import type { Client } from '../../platform/db/db.ts';
import { readOrganizationByCreditCode, readOrganizationByExternalId } from './organizations.store.ts';

/** @throws ALREADY_EXISTS at `input.creditCode` when another organization than `id` carries it. */
export async function refuseTakenCode(
  client: Client,
  creditCode: string | null | undefined,
  id: string,
): Promise<void> {
  const holder = creditCode == null ? null : await readOrganizationByCreditCode(client, creditCode);
  if (!holder || holder.id === id) return;
  throw new DomainError('ALREADY_EXISTS', 'Another organization carries this unified social credit code.', {
    path: 'input.creditCode',
    cure: 'Look the organization up by its name; it may be there already.',
  });
}

/** @throws ALREADY_EXISTS at `input.externalId` when an organization, of whatever kind, carries it. */
export async function refuseTakenNumber(client: Client, externalId: string | null | undefined): Promise<void> {
  if (externalId == null || !(await readOrganizationByExternalId(client, externalId))) return;
  throw new DomainError('ALREADY_EXISTS', 'Another organization carries this external id.', {
    path: 'input.externalId',
    cure: 'Give another one; it is unique among organizations of all kinds.',
  });
}
