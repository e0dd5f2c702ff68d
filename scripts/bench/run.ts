import { parseArgs } from 'node:util';
import { runWithUsage, understood, wholeOf } from '../usage-error.ts';
import { benchCore } from './core.ts';
import { benchImport } from './import.ts';

const usage = `Figures of the product beside their floors, measured in the same run.

  npm run bench -- core [--talents 100000] [--positions 20000] [--seed 1] [--queries 100]
  npm run bench -- import [--rows 100000] [--million]

The city is made once in a database of its own, .jucai/bench; files are imported into .jucai/bench-import. --million adds
a file of a million rows. Exit code 1 means wrong results, never slow ones.
`;

await runWithUsage(usage, async () => {
  const { values, positionals } = readArguments();
  const [what] = positionals;
  if ((what !== 'core' && what !== 'import') || values.help) {
    console.log(usage);
    return;
  }
  const whole = (name: 'talents' | 'positions' | 'seed' | 'queries' | 'rows', usual: number) =>
    wholeOf(name, values[name], usual);
  const isRight =
    what === 'import'
      ? await benchImport([Math.max(1, whole('rows', 100_000)), ...(values.million ? [1_000_000] : [])])
      : await benchCore({
          talents: whole('talents', 100_000),
          positions: whole('positions', 20_000),
          seed: whole('seed', 1),
          queries: Math.max(1, whole('queries', 100)),
        });
  if (!isRight) process.exitCode = 1;
});

function readArguments() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ talents: text, positions: text, seed: text, queries: text },
    ...{ rows: text, million: flag, help: flag },
  } as const;
  return understood(() => parseArgs({ allowPositionals: true, options }));
}
