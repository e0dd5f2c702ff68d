import { isDeepStrictEqual } from 'node:util';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { RowWritten } from '../../platform/files/import-kind.ts';
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
  refused: { externalId: string; reason: keyof typeof leftWhy }[];
  /** What became of each row, in their order. */
  rows: RowWritten[];
}

const leftWhy = {
  CLAIMED: 'the person keeps the record now',
  ARCHIVED: 'the record is archived',
  CHANGED_MEANWHILE: 'the record was changed at this moment',
};

/**
 * Puts rows in or up to date by (organization, externalId). Equal values are no change, so the same rows twice change
 * nothing. The rows' externalIds must differ; some thousands a call.
 * @param keep told the ids of records before they change
 */
export async function upsertTalents(
  tx: Client,
  organizationId: string,
  rows: readonly TalentRow[],
  keep: (ids: readonly string[]) => Promise<void> = async () => {},
): Promise<UpsertedTalents> {
  const stored = await readTalentsByExternalId(
    tx,
    organizationId,
    rows.map(({ content }) => content.externalId),
  );
  const known = new Map(stored.map((talent) => [talent.externalId ?? talent.id, talent]));
  const fresh = rows.flatMap(({ content, consents }) =>
    known.has(content.externalId) ? [] : [{ id: newId(), userId: null, organizationId, content, consents }],
  );
  const refused: UpsertedTalents['refused'] = [];
  const unchanged: string[] = [];
  const changed: { id: string; version: number; externalId: string; content: TalentContent }[] = [];
  for (const { content: given } of rows) {
    const { externalId } = given;
    const before = known.get(externalId);
    if (!before) continue;
    const reason = refusal(before);
    const content = { ...given, externalId: before.externalId };
    if (reason) refused.push({ externalId, reason });
    else if (isDeepStrictEqual(contentOf(before), content)) unchanged.push(before.id);
    else changed.push({ id: before.id, version: before.version, externalId, content });
  }
  if (changed.length > 0) await keep(changed.map(({ id }) => id));
  await insertTalents(tx, fresh);
  const updated = changed.length === 0 ? [] : await updateTalents(tx, changed);
  const written = new Set(updated);
  for (const { id, externalId } of changed) {
    if (!written.has(id)) refused.push({ externalId, reason: 'CHANGED_MEANWHILE' });
  }
  const ids = new Map(fresh.map(({ id, content }) => [content.externalId, id]));
  return {
    created: fresh.map(({ id }) => id),
    updated,
    unchanged,
    refused,
    rows: outcomesOf(rows, { known, ids, written, refused }),
  };
}

function outcomesOf(
  rows: readonly TalentRow[],
  {
    known,
    ids,
    written,
    refused,
  }: {
    known: ReadonlyMap<string, StoredTalent>;
    ids: ReadonlyMap<string, string>;
    written: ReadonlySet<string>;
    refused: UpsertedTalents['refused'];
  },
): RowWritten[] {
  const left = new Map(refused.map(({ externalId, reason }) => [externalId, leftWhy[reason]]));
  return rows.map(({ content: { externalId: key } }): RowWritten => {
    const before = known.get(key);
    if (!before) return { outcome: 'CREATED', id: ids.get(key) ?? '', version: 1 };
    const { id, version } = before;
    const reason = left.get(key);
    if (reason !== undefined) return { outcome: 'LEFT', id, version, key, reason };
    return written.has(id) ? { outcome: 'UPDATED', id, version: version + 1 } : { outcome: 'UNCHANGED', id, version };
  });
}

function refusal(talent: StoredTalent): keyof typeof leftWhy | null {
  if (talent.archivedAt !== null) return 'ARCHIVED';
  return talent.userId === null ? null : 'CLAIMED';
}
