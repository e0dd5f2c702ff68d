import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type Core, loadShipped, wire } from '../src/app.ts';
import { system } from '../src/kernel/actor.ts';
import {
  describeColumns,
  exampleOf,
  type ImportFault,
  type ImportOptions,
  type ImportOutcome,
} from '../src/modules/imports/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { type Db, openDatabase } from '../src/platform/db/db.ts';
import { delimiters } from '../src/platform/files/csv.ts';
import { createLog } from '../src/platform/log.ts';
import { runCommand } from '../src/platform/run.ts';
import { StartupError } from '../src/platform/startup-error.ts';

const usage = `npm run import -- KIND FILE [--organization ID|NAME] [--delimiter , | ; | tab] [--set COLUMN=VALUE]… [--no-project]
npm run import -- --columns KIND     the columns of a kind of file
npm run import -- --example KIND     a file that can be imported as it is
KIND is one of talents, positions, catalogs, schools, programs. FILE is a CSV file in UTF-8, or - for standard input.`;

/** A call that cannot be understood: exit code 2. */
class UsageError extends Error {}

await runCommand(async () => {
  try {
    const { values, positionals } = parse();
    const shown = values.columns ?? values.example;
    if (shown !== undefined) show(shown, values.columns === undefined ? exampleOf : describeColumns);
    else await importOne(positionals, values);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
});

type Values = ReturnType<typeof parse>['values'];

function parse() {
  const text = { type: 'string' } as const;
  const options = {
    columns: text,
    example: text,
    organization: text,
    delimiter: text,
    set: { type: 'string', multiple: true },
    'no-project': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Nothing is asked of a database: the pool connects when it is first used. */
function show(name: string, text: (kind: ReturnType<typeof kindOf>) => string): void {
  const core = wireOn(openDatabase('postgresql://127.0.0.1:1/none'), {
    secret: 'no secret is used',
    publicUrl: 'http://127.0.0.1',
  });
  process.stdout.write(text(kindOf(core, name)));
}

function kindOf(core: Core, name: string) {
  const { kinds } = core.imports.service;
  const kind = kinds.find((one) => one.kind === name);
  if (!kind)
    throw new UsageError(`There is no kind “${name}”: name one of ${kinds.map((one) => one.kind).join(', ')}.`);
  return kind;
}

function wireOn(db: Db, config: Parameters<typeof wire>[1]): Core {
  return wire(db, config, createLog('warn'));
}

async function importOne([kind, file, ...rest]: string[], values: Values): Promise<void> {
  if (kind === undefined || file === undefined) throw new UsageError('A kind and a file must be named.');
  if (rest.length > 0) throw new UsageError(`“${rest[0]}” is too much: one file at a time.`);
  const options = optionsOf(values, file);
  const stream = file === '-' ? process.stdin : (await opened(file)).createReadStream();
  const config = readConfig('LOCAL');
  const connection = await connect(config, createLog('warn'));
  try {
    const core = wireOn(connection.db, config);
    kindOf(core, kind);
    await loadShipped(core);
    const begin = performance.now();
    const outcome = await core.imports.service.importFile(system, kind, stream, options);
    report(outcome, (performance.now() - begin) / 1_000);
    if (outcome.status === 'FAILED') process.exitCode = 1;
    else if (!values['no-project']) await project(core);
  } finally {
    await connection.close();
  }
}

/** Before the database is asked for anything. */
async function opened(file: string): Promise<FileHandle> {
  try {
    if ((await stat(file)).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    return await open(file);
  } catch (error) {
    throw new StartupError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function optionsOf(values: Values, file: string): ImportOptions {
  const delimiter = values.delimiter === 'tab' ? '\t' : values.delimiter;
  const known = delimiters.find((one) => one === delimiter);
  if (delimiter !== undefined && known === undefined)
    throw new UsageError('A delimiter is a comma, a semicolon or tab.');
  const constants = (values.set ?? []).map((pair): [string, string] => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`“${pair}” sets nothing: write COLUMN=VALUE.`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return {
    fileName: basename(file),
    organization: values.organization ?? null,
    ...(known === undefined ? {} : { delimiter: known }),
    constants: Object.fromEntries(constants),
    onWait: () => console.error('Another import of this kind is running; this one waits for it.'),
    ...(process.stderr.isTTY ? { onProgress: (rows: number) => process.stderr.write(`\r${count(rows)} rows`) } : {}),
  };
}

function report(outcome: ImportOutcome, seconds: number): void {
  if (process.stderr.isTTY) process.stderr.write('\r');
  const { rows, created, updated, unchanged, left, leftCount, faults, faultCount } = outcome;
  const perSecond = rows < 1_000 ? '' : ` (${count(Math.round(rows / seconds))} rows/s)`;
  const speed = `${count(rows)} rows in ${seconds.toFixed(1)} s${perSecond}`;
  if (outcome.status === 'FAILED') {
    for (const fault of faults) console.error(lineOf(fault));
    if (faultCount > faults.length) console.error(`… and ${count(faultCount - faults.length)} more.`);
    console.error(`${count(faultCount)} errors in ${speed}. Nothing was written.`);
    return;
  }
  for (const { key, reason } of left) console.log(`${key} was left as it is: ${reason}.`);
  if (leftCount > left.length) console.log(`… and ${count(leftCount - left.length)} more.`);
  console.log(
    `${count(created)} created, ${count(updated)} updated, ${count(unchanged)} unchanged, ${count(leftCount)} left: ${speed}.`,
  );
}

function lineOf({ code, row, column, value, message, cure }: ImportFault): string {
  const place = [row === null ? 'file' : `row ${row}`, ...(column === null ? [] : [`column ${column}`])].join(', ');
  return `${place}: ${code}: ${message}${value === null ? '' : ` [${value}]`}${cure === null ? '' : ` ${cure}`}`;
}

async function project(core: Core): Promise<void> {
  const begin = performance.now();
  const written = await core.projector.runOnce();
  console.log(`${count(written)} search documents made in ${((performance.now() - begin) / 1_000).toFixed(1)} s.`);
}

function count(n: number): string {
  return n.toLocaleString('en');
}
