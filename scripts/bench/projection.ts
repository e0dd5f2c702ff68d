import type { BenchCity } from './city.ts';
import { rewrite, touch } from './floor.store.ts';
import { rounded } from './timing.ts';

const writtenAtOnce = 500;

export interface Rate {
  figure: string;
  perSecond: number;
  floorPerSecond: number;
  ratio: number;
}

/** Documents a second that the projector makes anew, beside those that the database writes when they are made already. */
export async function measureProjection(
  { core, db }: BenchCity,
  index: 'talent' | 'position',
  count: number,
): Promise<Rate> {
  await core.projector.runOnce();
  await touch(db.pool, index, count);
  const started = Date.now();
  const written = await core.projector.runOnce();
  const perSecond = (1_000 * written) / Math.max(1, Date.now() - started);
  const floorPerSecond = count / (await rewrite(db.pool, index, count, writtenAtOnce));
  return {
    figure: `projection of ${index}s`,
    perSecond: Math.round(perSecond),
    floorPerSecond: Math.round(floorPerSecond),
    ratio: rounded(floorPerSecond / perSecond, 2),
  };
}
