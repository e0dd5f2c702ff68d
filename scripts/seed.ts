import { parseArgs } from 'node:util';
import { seconds, seedCity } from './city/city.ts';
import { readFigures } from './city/figures.ts';
import { figures } from './city/plan.ts';
import { runWithUsage, understood, wholeOf } from './usage-error.ts';
import { withCore } from './with-core.ts';

const usage = `A labelled synthetic city of any size.

  npm run seed -- [--talents 3000] [--positions ${figures.positions}] [--seed 1]`;

await runWithUsage(usage, async () => {
  const order = readOrder();
  await withCore(async (core) => {
    const started = Date.now();
    const isNew = await seedCity(core, order, (line) => console.log(line));
    console.log(isNew ? `Seeded in ${seconds(started)}.` : 'The city is there already; nothing was changed.');
    console.table(await readFigures(core.db));
  });
});

function readOrder() {
  const option = { type: 'string' } as const;
  const options = { talents: option, positions: option, seed: option };
  const { talents, positions, seed } = understood(() => parseArgs({ options })).values;
  return {
    talents: wholeOf('talents', talents, 3_000),
    positions: wholeOf('positions', positions, figures.positions),
    seed: wholeOf('seed', seed, 1),
  };
}
