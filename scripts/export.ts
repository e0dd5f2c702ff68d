import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { fileFormats, headerLanguages } from '../src/graphql/download.ts';
import { system } from '../src/kernel/actor.ts';
import { StartupError } from '../src/platform/startup-error.ts';
import { runWithUsage, UsageError, understood } from './usage-error.ts';
import { withCore } from './with-core.ts';

const usage = `npm run export -- KIND FILE.csv|FILE.xlsx [--organization ID|NAME] [--catalog ID] [--lang zh|en]
KIND is one of talents, positions, catalogs, schools, programs. What is written can be imported again.`;

await runWithUsage(usage, async () => {
  const { values, positionals } = parse();
  await exportOne(positionals, values);
});

type Values = ReturnType<typeof parse>['values'];

function parse() {
  const text = { type: 'string' } as const;
  const options = { organization: text, catalog: text, lang: text };
  return understood(() => parseArgs({ allowPositionals: true, options }));
}

async function exportOne([kind, file, ...rest]: string[], { organization, catalog, lang }: Values): Promise<void> {
  if (kind === undefined || file === undefined) throw new UsageError('A kind and a file must be named.');
  if (rest.length > 0) throw new UsageError(`“${rest[0]}” is too much: one file at a time.`);
  const format = fileFormats.find((one) => file.toLowerCase().endsWith(`.${one}`));
  if (!format) throw new UsageError('The file’s name ends in .csv or .xlsx.');
  const language = headerLanguages.find((one) => one === (lang ?? 'zh'));
  if (!language) throw new UsageError('Headers are zh or en.');
  await withCore(async (core) => {
    const begin = performance.now();
    const exported = await core.imports.exports.exportFile(system, {
      kind,
      format,
      organization,
      catalog,
      lang: language,
    });
    await written(file, exported.content);
    const rows = exported.rows();
    const seconds = (performance.now() - begin) / 1_000;
    const speed = rows < 1_000 ? '' : ` (${Math.round(rows / seconds).toLocaleString('en')} rows/s)`;
    console.log(`${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s${speed}: ${file}.`);
  });
}

/** Under another name until it is whole: what stands there under its own is no half of a list. */
async function written(file: string, content: AsyncGenerator<Buffer>): Promise<void> {
  const begun = `${file}.part`;
  try {
    await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(begun));
    await rename(begun, file);
  } catch (error) {
    await rm(begun, { force: true });
    const { code, path } = error as NodeJS.ErrnoException;
    throw path === undefined ? error : new StartupError(`${file} cannot be written (${code}).`);
  }
}
