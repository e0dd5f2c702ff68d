import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Core } from '../src/app.ts';
import { DomainError } from '../src/kernel/errors.ts';
import {
  type EditionPreview,
  type EditionRows,
  previewLines,
  readEdition,
  readEditionFolder,
  type Scheme,
  schemes,
  skosBase,
  skosDocument,
} from '../src/modules/taxonomy/index.ts';
import type { Config } from '../src/platform/config.ts';
import { importSource, sourceOptions } from './taxonomy-sources.ts';
import { runWithUsage, UsageError, understood } from './usage-error.ts';
import { withCore } from './with-core.ts';

const usage = `npm run taxonomy -- editions                     the editions that were loaded
npm run taxonomy -- check FOLDER [--all]        what switching to an edition would change; nothing is written
npm run taxonomy -- load FOLDER [--no-project]  switches to it
npm run taxonomy -- import esco|onet FOLDER --name NAME --out FOLDER
npm run taxonomy -- import list FILE --scheme SCHEME --name NAME --out FOLDER [--base FOLDER|shipped|none] [--column code=HEADER]…
npm run taxonomy -- import crosswalk FILE --name NAME --out FOLDER [--from SCHEME] [--to SCHEME] [--concepts]
npm run taxonomy -- export FILE --scheme SCHEME  a scheme as SKOS (JSON-LD); - for standard output
FOLDER of check and load is the folder of an edition, or “shipped” for the one of the product.
SCHEME is one of ${schemes.join(', ')}.`;

/** Of each kind of change, unless all are asked for. */
const shownLines = 20;

await runWithUsage(usage, async () => {
  const { values, positionals } = parse();
  const [verb, ...rest] = positionals;
  try {
    if (verb === 'import') await importSource(rest, values);
    else if (verb === 'editions') await withCore(showEditions);
    else if (verb === 'check') await withCore(async (core) => void (await check(core, editionOf(rest), values.all)));
    else if (verb === 'load') await withCore((core) => load(core, editionOf(rest), values));
    else if (verb === 'export') await withCore((core, config) => exportSkos(core, config, rest, values.scheme));
    else throw new UsageError(verb === undefined ? 'A verb must be named.' : `There is no verb “${verb}”.`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    console.error(faultOf(error));
    process.exitCode = 1;
  }
});

function faultOf({ code, message, details: { path, cure } }: DomainError): string {
  return `${path === undefined ? '' : `${path}: `}${code}: ${message}${cure === undefined ? '' : ` ${cure}`}`;
}

function parse() {
  const flag = { type: 'boolean' } as const;
  const options = { ...sourceOptions, all: flag, 'no-project': flag };
  return understood(() => parseArgs({ allowPositionals: true, options }));
}

function editionOf([folder, ...rest]: readonly string[]): EditionRows {
  if (folder === undefined || rest.length > 0) throw new UsageError('One folder must be named.');
  return folder === 'shipped' ? readEdition() : readEditionFolder(folder);
}

async function showEditions({ taxonomy }: Core): Promise<void> {
  for (const { edition, source, loadedAt, counts } of await taxonomy.editions.list()) {
    const held = counts.map(({ scheme, concepts, isCurrent }) => `${scheme} ${concepts}${isCurrent ? '*' : ''}`);
    console.log(
      `${edition}  ${loadedAt.toISOString().slice(0, 10)}  ${held.join(', ')}${source ? `  (${source})` : ''}`,
    );
  }
  console.log('* the scheme stands at this edition');
}

async function check({ taxonomy }: Core, edition: EditionRows, all = false): Promise<EditionPreview> {
  const preview = await taxonomy.editions.preview(edition);
  for (const line of previewLines(preview, all ? Number.POSITIVE_INFINITY : shownLines)) console.log(line);
  return preview;
}

async function load(
  core: Core,
  edition: EditionRows,
  values: { all?: boolean; 'no-project'?: boolean },
): Promise<void> {
  const { touched } = await check(core, edition, values.all);
  const { taxonomy, schools, matching, projector } = core;
  if (!(await taxonomy.service.load(edition))) {
    console.log('The taxonomy stands at it already.');
    return;
  }
  await schools.links.read();
  console.log(`Switched to ${edition.edition}.`);
  if (values['no-project']) return;
  let written = await projector.runOnce();
  if (matching.profiles.version > 0 && touched.length > 0) {
    // Profiles of occupations, and the talents' bands by them, follow the new tree.
    console.log(`${await matching.profiles.freeze()} occupation profiles frozen.`);
    written += await projector.rebuildAll('talent');
  }
  console.log(`${written} search documents made.`);
}

async function exportSkos(
  { taxonomy }: Core,
  { publicUrl }: Config,
  [file, ...rest]: readonly string[],
  named: string | undefined,
): Promise<void> {
  const scheme = schemes.find((one): one is Scheme => one === named);
  if (!scheme) throw new UsageError(`“${named ?? ''}” is no scheme.`);
  if (file === undefined || rest.length > 0) throw new UsageError('One file must be named, or -.');
  const edition = await taxonomy.editions.currentOf(scheme);
  const document = skosDocument({ taxonomy: taxonomy.service.now, scheme, base: skosBase(publicUrl), edition });
  await pipeline(Readable.from(document), file === '-' ? process.stdout : createWriteStream(file), {
    end: file !== '-',
  });
}
