import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/platform/package-root.ts';
import { runCommand } from '../../src/platform/run.ts';
import { printRanking } from './quality-ranking.ts';
import { printTitles } from './quality-titles.ts';

const usage = `How often words become the right codes.

  npm run bench:quality [-- --benchmarks FOLDER] [--folds 10]

FOLDER holds job-titles/{zh,en}/{queries,corpus,qrels}.tsv and program-occupations.tsv; ../shared/benchmarks when it is
there. Without it only the titles that the product ships are judged.
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: { benchmarks: { type: 'string' }, folds: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(usage);
  await printTitles(Math.max(2, Number(values.folds ?? 10)));
  const folder = resolve(values.benchmarks ?? join(packageRoot, '..', 'shared', 'benchmarks'));
  if (existsSync(folder)) printRanking(folder);
  else console.log(`There is no folder ${folder}: rankings are not judged. Name one by --benchmarks.`);
});
