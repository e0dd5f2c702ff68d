import type { Actor } from '../../kernel/actor.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Client } from '../../platform/db/db.ts';
import type { WholeImage } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import { actsFor } from '../accounts/index.ts';
import { lockHead, type StandingHead, writeHeadBack } from './catalogs.heads.store.ts';

/** Puts catalogs back as they said before an import changed their heads; their entries go by themselves. */
export async function restoreHeads(
  tx: Client,
  actor: Actor,
  images: readonly WholeImage[],
): Promise<Map<string, string>> {
  const stay = new Map<string, string>();
  for (const image of images) {
    const head = await lockHead(tx, image.id);
    const why = head === null ? null : reasonToStay(actor, head, image);
    if (head === null) continue;
    if (why !== null) stay.set(image.id, `The catalog ${head.title} stays as it is: ${why}.`);
    else await recordChange(tx, { kind: 'catalog', ids: await writeHeadBack(tx, head, image) });
  }
  return stay;
}

function reasonToStay(actor: Actor, head: StandingHead, { version, values }: WholeImage): string | null {
  if (head.version !== version) return 'it was changed after the import';
  if (!actsFor(actor, head.issuerId)) return 'another office issues it';
  const isPublic = [head.status, values['status']].some((status) => status === 'PUBLISHED' || status === 'SUPERSEDED');
  return isPublic && !isAllowed(actor, 'catalog:publish') ? 'an admin of the office changes what is published' : null;
}
