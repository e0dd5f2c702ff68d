import { isDeepStrictEqual } from 'node:util';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import { readTalentsByExternalId } from './talents.read.store.ts';
import { type Consent, contentOf, type StoredTalent, type TalentContent } from './talents.record.ts';
import { insertTalents, updateTalents } from './talents.write.store.ts';

/** One talent as a file gives it, checked. */
export interface TalentRow {
  content: TalentContent & { externalId: string };
  /** Given with a new record; those of a record that is there are changed by consent and withdrawal only. */
  consents: readonly Pick<Consent, 'purpose' | 'textVersion'>[];
}

export interface UpsertedTalents {
  /** Ids; the caller records the change of created and updated ones. */
  created: string[];
  updated: string[];
  unchanged: string[];
  /** Left as they are: the person has claimed the record, it is archived, or it was changed at this moment. */
  refused: { externalId: string; reason: 'CLAIMED' | 'ARCHIVED' | 'CHANGED_MEANWHILE' }[];
}

/**
 * Puts rows in or up to date by (organization, externalId). Equal values are no change, so the same rows twice change
 * nothing. The rows' externalIds must differ; some thousands a call.
 */
export async function upsertTalents(
  tx: Client,
  organizationId: string,
  rows: readonly TalentRow[],
): Promise<UpsertedTalents> {
  const stored = await readTalentsByExternalId(
    tx,
    organizationId,
    rows.map(({ content }) => content.externalId),
  );
  const known = new Map(stored.map((talent) => [talent.externalId, talent]));
  const result: UpsertedTalents = { created: [], updated: [], unchanged: [], refused: [] };
  const fresh = rows.flatMap(({ content, consents }) =>
    known.has(content.externalId) ? [] : [{ id: newId(), userId: null, organizationId, content, consents }],
  );
  const changed: { id: string; version: number; content: TalentContent & { externalId: string } }[] = [];
  for (const { content } of rows) {
    const before = known.get(content.externalId);
    if (!before) continue;
    const reason = refusal(before);
    if (reason) result.refused.push({ externalId: content.externalId, reason });
    else if (isDeepStrictEqual(contentOf(before), content)) result.unchanged.push(before.id);
    else changed.push({ id: before.id, version: before.version, content });
  }
  await insertTalents(tx, fresh);
  result.created = fresh.map(({ id }) => id);
  result.updated = changed.length === 0 ? [] : await updateTalents(tx, changed);
  const written = new Set(result.updated);
  for (const { id, content } of changed) {
    if (!written.has(id)) result.refused.push({ externalId: content.externalId, reason: 'CHANGED_MEANWHILE' });
  }
  return result;
}

function refusal(talent: StoredTalent): 'CLAIMED' | 'ARCHIVED' | null {
  if (talent.archivedAt !== null) return 'ARCHIVED';
  return talent.userId === null ? null : 'CLAIMED';
}
