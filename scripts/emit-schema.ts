import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { runCommand } from '../src/platform/run.ts';
import { contractFile, contractOfCode } from './contract.ts';

/** npm run emit-schema: writes the public contract as the code has it. */
await runCommand(async () => {
  mkdirSync(dirname(contractFile), { recursive: true });
  writeFileSync(contractFile, await contractOfCode());
});
