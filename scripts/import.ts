import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type Core, wire } from '../src/app.ts';
import { system } from '../src/kernel/actor.ts';
import { describeColumns, exampleOf, type ImportOptions, type ImportOutcome } from '../src/modules/imports/index.ts';
import { schemes } from '../src/modules/taxonomy/index.ts';
import { openDatabase } from '../src/platform/db/db.ts';
import { delimiters } from '../src/platform/files/csv.ts';
import { createLog } from '../src/platform/log.ts';
import { StartupError } from '../src/platform/startup-error.ts';
import {
  count,
  reportColumns,
  reportList,
  reportOutcome,
  reportProgress,
  reportWords,
  writeRefused,
} from './import-report.ts';
import { runWithUsage, UsageError, understood } from './usage-error.ts';
import { withCore } from './with-core.ts';

const usage = `npm run import -- KIND FILE [--dry-run] [--partial] [--organization ID|NAME] [--sheet NAME] [--delimiter , | ; | tab]
    [--map HEADER=COLUMN]… [--set COLUMN=VALUE]… [--word SCHEME:TEXT=CODE]… [--refused FILE.csv] [--no-project]
npm run import -- --apply ID         does what a dry run has shown, without the file; --map, --word, --partial and --refused as above
npm run import -- --undo ID          takes an import back
npm run import -- --resume           goes on with imports that were cut off
npm run import -- --list             the last imports
npm run import -- --columns KIND     the columns of a kind of file
npm run import -- --example KIND     a file that can be imported as it is
KIND is one of talents, positions, catalogs, schools, programs. FILE is CSV or .xlsx, or - for standard input.`;

await runWithUsage(usage, async () => {
  const { values, positionals } = parse();
  const shown = values.columns ?? values.example;
  if (shown !== undefined) show(shown, values.columns === undefined ? exampleOf : describeColumns);
  else await work(values, positionals);
});

type Values = ReturnType<typeof parse>['values'];

function parse() {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ columns: text, example: text, apply: text, undo: text, resume: flag, list: flag },
    ...{ 'dry-run': flag, partial: flag, organization: text, sheet: text, delimiter: text, map: texts, set: texts },
    word: texts,
    ...{ refused: text, 'no-project': flag },
  } as const;
  return understood(() => parseArgs({ allowPositionals: true, options }));
}

/** Nothing is asked of a database: the pool connects when it is first used. */
function show(name: string, text: (kind: ReturnType<typeof kindOf>) => string): void {
  const config = { secret: 'no secret is used', publicUrl: 'http://127.0.0.1' };
  const core = wire(openDatabase('postgresql://127.0.0.1:1/none'), config, createLog('warn'));
  process.stdout.write(text(kindOf(core, name)));
}

function kindOf(core: Core, name: string) {
  const { kinds } = core.imports.service;
  const kind = kinds.find((one) => one.kind === name);
  if (!kind)
    throw new UsageError(`There is no kind “${name}”: name one of ${kinds.map((one) => one.kind).join(', ')}.`);
  return kind;
}

async function work(values: Values, positionals: string[]): Promise<void> {
  const isOther = values.apply ?? values.undo ?? values.resume ?? values.list;
  const [kind, file, ...rest] = positionals;
  if (isOther !== undefined) return withCore((core) => other(core, values, positionals));
  if (kind === undefined || file === undefined) throw new UsageError('A kind and a file must be named.');
  if (rest.length > 0) throw new UsageError(`“${rest[0]}” is too much: one file at a time.`);
  const options = optionsOf(values, basename(file));
  const stream = file === '-' ? process.stdin : (await opened(file)).createReadStream();
  await withCore(async (core) => {
    const found = kindOf(core, kind);
    const owner = await core.imports.service.ownerOf(system, found, values.organization ?? null);
    await choose(core, values, owner?.id ?? null);
    await done(core, values, (watching) =>
      core.imports.service.importFile(system, kind, stream, { ...options, ...watching }),
    );
  });
}

async function other(core: Core, values: Values, ids: string[]): Promise<void> {
  const { service } = core.imports;
  if (values.list)
    return reportList((await service.records.list(system, { first: 20, after: null, kind: null })).items);
  const { apply, undo } = values;
  if (undo !== undefined) {
    const undone = await service.undoImport(system, undo);
    const kept = (await service.records.kept([undone.id], 100)).get(undone.id) ?? [];
    for (const { row, id, reason } of kept) console.log(`row ${row} (${id}) stays: ${reason}`);
    console.log(`${count(undone.erased)} removed, ${count(undone.restored)} put back, ${count(undone.kept)} kept.`);
    return project(core, values);
  }
  if (apply !== undefined) {
    await choose(core, values, (await service.records.visible(system, apply)).ownerId);
    const columns = values.map === undefined ? undefined : pairs(values.map, '--map HEADER=COLUMN');
    const said = {
      columns,
      mode: values.partial ? ('PARTIAL' as const) : undefined,
      dryRun: values['dry-run'] ?? false,
    };
    return done(core, values, async (watching) =>
      service.records.outcome(await service.applyImport(system, apply, { ...said, ...watching })),
    );
  }
  const [id] = ids;
  const begin = performance.now();
  const outcomes = await service.resumeImports(system, id ?? null, watch());
  for (const outcome of outcomes) {
    console.log(`${outcome.id} (${outcome.kind}):`);
    reportOutcome(outcome, (performance.now() - begin) / 1_000);
  }
  if (outcomes.length === 0) console.log('No import was cut off.');
  await project(core, values);
}

/** Words that are said to stand for concepts become the organization's own. */
async function choose(core: Core, { word = [] }: Values, organization: string | null): Promise<void> {
  if (word.length === 0) return;
  if (organization === null) throw new UsageError('A word is chosen for an organization: name it with --organization.');
  for (const [said, code] of Object.entries(pairs(word, '--word SCHEME:TEXT=CODE'))) {
    const [, name = '', text = ''] = /^(\w+):(.+)$/s.exec(said) ?? [];
    const scheme = schemes.find((one) => one === name);
    if (scheme === undefined) throw new UsageError(`“${said}” names no scheme: write --word occupation:TEXT=CODE.`);
    await core.taxonomy.words.aliases.choose(system, { scheme, text, code, organization });
  }
}

/** Runs an import to its end and says what it did. */
async function done(
  core: Core,
  values: Values,
  run: (watching: Pick<ImportOptions, 'onProgress' | 'onWait' | 'onColumns'>) => Promise<ImportOutcome>,
): Promise<void> {
  const begin = performance.now();
  const outcome = await run(watch());
  reportOutcome(outcome, (performance.now() - begin) / 1_000);
  reportWords(outcome, (scheme, code) => core.taxonomy.service.now.get(scheme, code)?.name ?? '');
  const { refused } = values;
  if (refused !== undefined && outcome.faults.some(({ row }) => row !== null))
    await writeRefused(refused, await core.imports.service.records.refusedFile(system, outcome.id));
  if (outcome.status === 'FAILED') process.exitCode = 1;
  else if (outcome.status === 'DONE') await project(core, values);
}

function watch(): Pick<ImportOptions, 'onProgress' | 'onWait' | 'onColumns'> {
  const begin = { LOADING: performance.now(), APPLYING: 0 };
  return {
    onColumns: reportColumns,
    onWait: () => console.error('Another import of this kind is running; this one waits for it.'),
    onProgress(rows, phase) {
      begin[phase] ||= performance.now();
      reportProgress(rows, phase, (performance.now() - begin[phase]) / 1_000);
    },
  };
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

function optionsOf(values: Values, fileName: string): ImportOptions {
  const delimiter = values.delimiter === 'tab' ? '\t' : values.delimiter;
  const known = delimiters.find((one) => one === delimiter);
  if (delimiter !== undefined && known === undefined)
    throw new UsageError('A delimiter is a comma, a semicolon or tab.');
  return {
    fileName,
    mode: values.partial ? 'PARTIAL' : 'ALL',
    dryRun: values['dry-run'] ?? false,
    organization: values.organization ?? null,
    ...(values.sheet === undefined ? {} : { sheet: values.sheet }),
    ...(known === undefined ? {} : { delimiter: known }),
    columns: pairs(values.map ?? [], '--map HEADER=COLUMN'),
    constants: pairs(values.set ?? [], '--set COLUMN=VALUE'),
  };
}

/** A header or a word may hold the sign itself: it is divided at its last. */
function pairs(texts: readonly string[], form: string): Record<string, string> {
  const isLast = !form.startsWith('--set');
  return Object.fromEntries(
    texts.map((text): [string, string] => {
      const at = isLast ? text.lastIndexOf('=') : text.indexOf('=');
      if (at < 1) throw new UsageError(`“${text}” says nothing: write ${form}.`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

async function project(core: Core, values: Values): Promise<void> {
  if (values['no-project']) return;
  const begin = performance.now();
  const written = await core.projector.runOnce();
  console.log(`${count(written)} search documents made in ${((performance.now() - begin) / 1_000).toFixed(1)} s.`);
}
