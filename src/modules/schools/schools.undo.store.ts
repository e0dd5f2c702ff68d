import type { Client } from '../../platform/db/db.ts';
import type { RecordStanding, RecordsUndo } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';

type Stands = { id: string } & RecordStanding;

/** How an import of programs is taken back. */
export const programsUndo: RecordsUndo = {
  async standing(tx, ids) {
    const rows = await tx.$queryRaw<Stands[]>`
      SELECT id, version, archived_at IS NOT NULL AS archived FROM program WHERE id = ANY(${[...ids]}::uuid[]) FOR UPDATE`;
    return byId(rows);
  },

  async erase(tx, ids) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      DELETE FROM program WHERE id = ANY(${[...ids]}::uuid[]) RETURNING id`;
    const erased = rows.map(({ id }) => id);
    await recordChange(tx, { kind: 'program', ids: erased });
    return erased;
  },

  async owners(tx, ids) {
    const rows = await tx.program.findMany({ where: { id: { in: [...ids] } }, select: { id: true, schoolId: true } });
    return new Map(rows.map(({ id, schoolId }) => [id, schoolId]));
  },

  async archive(tx, ids) {
    const id = { in: [...ids] };
    await tx.program.updateMany({ where: { id }, data: { archivedAt: new Date(), version: { increment: 1 } } });
  },
};

/** How an import of schools is taken back. A school is two rows: both count. */
export const schoolsUndo: RecordsUndo = {
  standing: (tx, ids) => readSchoolStandings(tx, ids),

  /** One with members, programs, or people who studied there stays. */
  async erase(tx, ids) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT o.id FROM organization o WHERE o.id = ANY(${[...ids]}::uuid[])
        AND NOT EXISTS (SELECT FROM member m WHERE m.organization_id = o.id)
        AND NOT EXISTS (SELECT FROM invitation i WHERE i.organization_id = o.id)
        AND NOT EXISTS (SELECT FROM program p WHERE p.school_id = o.id)
        AND NOT EXISTS (SELECT FROM talent t WHERE t.organization_id = o.id)
        AND NOT EXISTS (SELECT FROM talent_education e WHERE e.school_id = o.id)
        AND NOT EXISTS (SELECT FROM talent_disclosure d WHERE d.organization_id = o.id)`;
    const erased = rows.map(({ id }) => id);
    await tx.$executeRaw`DELETE FROM school WHERE organization_id = ANY(${erased}::uuid[])`;
    await tx.$executeRaw`DELETE FROM organization WHERE id = ANY(${erased}::uuid[])`;
    await recordChange(tx, { kind: 'organization', ids: erased });
    await recordChange(tx, { kind: 'school', ids: erased });
    return erased;
  },
};

export async function readSchoolStandings(tx: Client, ids: readonly string[]): Promise<Map<string, RecordStanding>> {
  const rows = await tx.$queryRaw<Stands[]>`
    SELECT o.id, o.version + coalesce((SELECT s.version FROM school s WHERE s.organization_id = o.id), 0) AS version,
      o.archived_at IS NOT NULL AS archived
    FROM organization o WHERE o.id = ANY(${[...ids]}::uuid[]) FOR UPDATE OF o`;
  return byId(rows);
}

function byId(rows: readonly Stands[]): Map<string, RecordStanding> {
  return new Map(rows.map(({ id, version, archived }) => [id, { version, archived }]));
}
