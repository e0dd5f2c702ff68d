import { parseArgs } from 'node:util';
import { loadShipped, wire } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { createLog } from '../src/platform/log.ts';
import { runCommand } from '../src/platform/run.ts';
import { StartupError } from '../src/platform/startup-error.ts';
import { seconds, seedCity } from './city/city.ts';
import { readFigures } from './city/figures.ts';
import { figures } from './city/plan.ts';

/** npm run seed -- --talents 100000 --positions 20000 --seed 1: a labelled synthetic city of any size. */
await runCommand(async () => {
  const order = readOrder();
  const config = readConfig('LOCAL');
  const log = createLog('warn');
  const connection = await connect(config, log);
  try {
    const core = wire(connection.db, config, log);
    await loadShipped(core);
    const started = Date.now();
    const isNew = await seedCity(core, order, (line) => console.log(line));
    console.log(isNew ? `Seeded in ${seconds(started)}.` : 'The city is there already; nothing was changed.');
    console.table(await readFigures(connection.db));
  } finally {
    await connection.close();
  }
});

function readOrder() {
  const values = readOptions();
  const whole = (name: keyof typeof values, usual: number): number => {
    const number = Number(values[name] ?? usual);
    if (Number.isInteger(number) && number >= 0 && number <= 10_000_000) return number;
    throw new StartupError(`--${name} is “${values[name]}”: it must be a whole number from 0 to 10,000,000.`);
  };
  return { talents: whole('talents', 3_000), positions: whole('positions', figures.positions), seed: whole('seed', 1) };
}

function readOptions() {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({ options: { talents: option, positions: option, seed: option } }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message} Usage: npm run seed -- --talents N --positions M --seed S`);
  }
}
