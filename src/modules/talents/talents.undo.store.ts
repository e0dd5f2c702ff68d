import type { Client } from '../../platform/db/db.ts';
import type { RecordStanding, RecordsUndo } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';

/** How an import of talents is taken back. Archived ones are left by imports, so none is archived again. */
export const talentsUndo: RecordsUndo = {
  async standing(tx, ids) {
    const rows = await tx.$queryRaw<({ id: string } & RecordStanding)[]>`
      SELECT id, version, archived_at IS NOT NULL AS archived FROM talent WHERE id = ANY(${[...ids]}::uuid[]) FOR UPDATE`;
    return new Map(rows.map(({ id, ...standing }) => [id, standing]));
  },

  /** A record that a person has claimed, or that was disclosed to somebody, stays. */
  async erase(tx, ids) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      DELETE FROM talent t WHERE t.id = ANY(${[...ids]}::uuid[]) AND t.user_id IS NULL
        AND NOT EXISTS (SELECT FROM talent_disclosure d WHERE d.talent_id = t.id)
      RETURNING t.id`;
    const erased = rows.map(({ id }) => id);
    await recordChange(tx, { kind: 'talent', ids: erased });
    return erased;
  },

  async owners(tx, ids) {
    const rows = await tx.talent.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, organizationId: true },
    });
    return new Map(rows.flatMap(({ id, organizationId }) => (organizationId === null ? [] : [[id, organizationId]])));
  },
};

/** The classes 人才层次 that talents of an organization have, by their own numbers or ids; those of none are left out. */
export async function readTalentClasses(
  client: Client,
  organizationId: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const rows = await client.$queryRaw<{ number: string; talentClass: string }[]>`
    SELECT coalesce(external_id, id::text) AS number, talent_class AS "talentClass" FROM talent
    WHERE organization_id = ${organizationId}::uuid AND talent_class IS NOT NULL
      AND coalesce(external_id, id::text) = ANY(${[...numbers]}::text[])`;
  return new Map(rows.map(({ number, talentClass }) => [number, talentClass]));
}
