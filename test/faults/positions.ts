import type { Core } from '../../src/app.ts';
import type { Serving } from './serving.ts';

const create = 'mutation ($input: PositionInput!) { createPosition(input: $input) { id } }';
const input = { title: '高级焊工', occupation: '6-18-02-04', headcount: 3, region: '350211' };

/** Writes one position and returns its id, or the code of the error. @throws when there is no answer */
export async function writePosition(service: Serving, token: string): Promise<{ id?: string; code?: string }> {
  const { data, errors } = await service.ask(create, { input }, token);
  const code = errors?.[0]?.extensions.code;
  return code === undefined ? { id: data.createPosition.id } : { code };
}

/** Ids of positions that are lost, half written, set aside, or not the same on both sides: none, when all is well. */
export async function findFlaws({ db, projector, follower }: Core, acknowledged: Iterable<string>): Promise<string[]> {
  if (!follower) throw new Error('Nothing follows.');
  await projector.runOnce();
  await follower.runOnce();
  const idsOf = async (sql: string) => new Set((await db.pool.query<{ id: string }>(sql)).rows.map(({ id }) => id));
  const there = await idsOf('SELECT id FROM position');
  const sides = {
    audited: await idsOf("SELECT record_id AS id FROM audit_entry WHERE action = 'position.created'"),
    projected: await idsOf("SELECT id FROM search_document WHERE index = 'position' AND NOT deleted"),
  };
  const waiting = await idsOf('SELECT record_id AS id FROM outbox UNION ALL SELECT id FROM search_setaside');
  const drifts = await follower.reconcile({ repairs: false });
  const followed = drifts.find(({ index }) => index === 'position')?.documents;
  return [
    ...[...acknowledged].filter((id) => !there.has(id)).map((id) => `lost ${id}`),
    ...Object.entries(sides).flatMap(([name, ids]) => differing(ids, there).map((id) => `not ${name} ${id}`)),
    ...[...waiting].map((id) => `waiting ${id}`),
    ...drifts.flatMap(({ missing, stale, surplus }) => [...missing, ...stale, ...surplus].map((id) => `drift ${id}`)),
    ...(followed === there.size ? [] : [`${followed} followed of ${there.size}`]),
  ];
}

function differing(left: ReadonlySet<string>, right: ReadonlySet<string>): string[] {
  return [...left, ...right].filter((id) => !(left.has(id) && right.has(id)));
}
