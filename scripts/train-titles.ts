import { writeFileSync } from 'node:fs';
import { learnTitles, packTitleModel, shippedTaxonomy, titleModelFile } from '../src/modules/taxonomy/index.ts';
import { runCommand } from '../src/platform/run.ts';

/**
 * npm run train-titles: learns from src/modules/taxonomy/titles/*.tsv and the shipped names what titles stand for, and
 * writes the model beside them. Some minutes; the same files give the same bytes.
 */
await runCommand(async () => {
  const started = performance.now();
  const bytes = packTitleModel(learnTitles(shippedTaxonomy()));
  writeFileSync(titleModelFile, bytes);
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`${titleModelFile}: ${Math.round(bytes.length / 1_000)} kB, learned in ${seconds} s.`);
});
