import type { RecordStanding, RecordsUndo } from '../../platform/files/import-kind.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';

/** How an import of positions is taken back. */
export const positionsUndo: RecordsUndo = {
  async standing(tx, ids) {
    const rows = await tx.$queryRaw<({ id: string } & RecordStanding)[]>`
      SELECT id, version, archived_at IS NOT NULL AS archived FROM position WHERE id = ANY(${[...ids]}::uuid[]) FOR UPDATE`;
    return new Map(rows.map(({ id, ...standing }) => [id, standing]));
  },

  /** One that another position repeats stays; of those that repeat each other the last goes first. */
  async erase(tx, ids) {
    const erased: string[] = [];
    for (let isDone = false; !isDone; ) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        DELETE FROM position p WHERE p.id = ANY(${[...ids]}::uuid[])
          AND NOT EXISTS (SELECT FROM position r WHERE r.repost_of_id = p.id)
        RETURNING p.id`;
      erased.push(...rows.map(({ id }) => id));
      isDone = rows.length === 0 || erased.length === ids.length;
    }
    await recordChange(tx, { kind: 'position', ids: erased });
    return erased;
  },

  async owners(tx, ids) {
    const rows = await tx.position.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, employerId: true },
    });
    return new Map(rows.map(({ id, employerId }) => [id, employerId]));
  },

  async archive(tx, ids) {
    const id = { in: [...ids] };
    await tx.position.updateMany({ where: { id }, data: { archivedAt: new Date(), version: { increment: 1 } } });
  },
};
