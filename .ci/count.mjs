// Prints the last line of .ci/run from the test runner's own reports.
import { existsSync, readFileSync } from 'node:fs';

const reports = process.argv.slice(2);
const missing = reports.filter((file) => !existsSync(file));
const files = reports
  .filter((file) => existsSync(file))
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).testResults);
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const { status, assertionResults: tests } of files) {
  for (const test of tests) counts[test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped'] += 1;
  // A file that could not even be loaded, or whose set-up failed, has no failed test of its own.
  if (status === 'failed' && !tests.some((test) => test.status === 'failed')) counts.failed += 1;
}
// A runner that died has not reported; that is no success.
counts.failed += missing.length;

const follower = files.filter(({ name }) => /meilisearch[^/]*\.test\.ts$/.test(name));
if (
  follower.some(({ assertionResults: tests }) =>
    tests.every(({ status }) => status !== 'passed' && status !== 'failed'),
  )
)
  console.log('meilisearch: not on this machine; its contract tests are skipped');
console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
