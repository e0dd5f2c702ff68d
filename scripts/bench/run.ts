import { parseArgs } from 'node:util';
import { runWithUsage, understood, wholeOf } from '../usage-error.ts';
import { benchCore } from './core.ts';
import { benchImport } from './import.ts';
import { benchSearch } from './search.ts';

const usage = `Figures of the product beside their floors, measured in the same run.

  npm run bench -- core [--talents 100000] [--positions 20000] [--seed 1] [--queries 100]
  npm run bench -- search [--talents 100000] [--positions 20000] [--seed 1] [--queries 100]
  npm run bench -- import [--rows 100000] [--million]

The city is made once in a database of its own, .jucai/bench; files are imported into .jucai/bench-import. --million adds
a file of a million rows; a city of a million is --talents 1000000 --positions 200000, and takes hours to be made and most
of one to be measured. Exit code 1 means wrong results, never slow ones.
`;

const benches = ['core', 'search', 'import'] as const;

await runWithUsage(usage, async () => {
  const { values, positionals } = readArguments();
  const [what] = positionals;
  const bench = benches.find((name) => name === what);
  if (bench === undefined || values.help) {
    console.log(usage);
    return;
  }
  const whole = (name: 'talents' | 'positions' | 'seed' | 'queries' | 'rows', usual: number) =>
    wholeOf(name, values[name], usual);
  const isRight =
    bench === 'import'
      ? await benchImport([Math.max(1, whole('rows', 100_000)), ...(values.million ? [1_000_000] : [])])
      : await (bench === 'core' ? benchCore : benchSearch)({
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
