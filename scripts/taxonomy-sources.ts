import {
  type EditionRows,
  type ListColumn,
  listColumns,
  readCrosswalk,
  readEdition,
  readEditionFolder,
  readEsco,
  readOfficialList,
  readOnet,
  type Scheme,
  schemes,
  writeEditionFolder,
} from '../src/modules/taxonomy/index.ts';
import { UsageError } from './usage-error.ts';

const text = { type: 'string' } as const;

export const sourceOptions = {
  name: text,
  out: text,
  source: text,
  scheme: text,
  base: text,
  column: { type: 'string', multiple: true },
  from: text,
  to: text,
  concepts: { type: 'boolean' },
} as const;

export interface SourceValues {
  name?: string | undefined;
  out?: string | undefined;
  source?: string | undefined;
  scheme?: string | undefined;
  base?: string | undefined;
  column?: string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  concepts?: boolean | undefined;
}

/** Makes the folder of an edition out of what others publish. No database is asked. */
export async function importSource([kind, path, ...rest]: readonly string[], values: SourceValues): Promise<void> {
  const { name, out } = values;
  if (kind === undefined || path === undefined || rest.length > 0)
    throw new UsageError('A kind of source and its file or folder must be named.');
  if (!name || !out) throw new UsageError('--name and --out must be given.');
  const edition = await readSource(kind, path, name, values);
  writeEditionFolder(out, values.source === undefined ? edition : { ...edition, source: values.source });
  const counts = new Map<string, number>();
  for (const { scheme } of edition.concepts) counts.set(scheme, (counts.get(scheme) ?? 0) + 1);
  const said = [
    ...[...counts].map(([scheme, count]) => `${count} ${scheme}`),
    ...counted('successors', edition.successors),
    ...counted('typical skills', edition.occupationSkills),
    ...counted('mappings', edition.mappings),
  ];
  console.log(`${out}: ${said.join(', ')}. Look it through, then: npm run taxonomy -- check ${out}`);
}

function counted(what: string, rows: readonly unknown[] | undefined): string[] {
  return rows && rows.length > 0 ? [`${rows.length} ${what}`] : [];
}

function readSource(kind: string, path: string, name: string, values: SourceValues): Promise<EditionRows> {
  switch (kind) {
    case 'esco':
      return readEsco(path, name);
    case 'onet':
      return readOnet(path, name);
    case 'crosswalk':
      return readCrosswalk(path, {
        edition: name,
        source: null,
        ...(values.from === undefined ? {} : { from: schemeOf(values.from) }),
        ...(values.to === undefined ? {} : { to: schemeOf(values.to) }),
        concepts: values.concepts === true,
      });
    case 'list':
      return readList(path, name, values);
    default:
      throw new UsageError(`There is no kind “${kind}”: name esco, onet, crosswalk or list.`);
  }
}

async function readList(path: string, name: string, values: SourceValues): Promise<EditionRows> {
  const scheme = schemeOf(values.scheme ?? '');
  const base = baseOf(values.base ?? 'shipped').filter((concept) => concept.scheme === scheme);
  const { edition, columns, skipped } = await readOfficialList(path, {
    scheme,
    edition: name,
    source: null,
    base,
    columns: columnsOf(values.column ?? []),
  });
  const understood = Object.entries(columns).map(([column, header]) => `${column}: ${header}`);
  console.log(`Columns: ${understood.join(', ')}.`);
  for (const { line, text: row } of skipped.slice(0, 20)) console.log(`row ${line} was left out: ${row}`);
  if (skipped.length > 20) console.log(`… and ${skipped.length - 20} more rows.`);
  return edition;
}

function baseOf(named: string): EditionRows['concepts'] {
  if (named === 'none') return [];
  return named === 'shipped' ? readEdition().concepts : readEditionFolder(named).concepts;
}

function columnsOf(pairs: readonly string[]): Partial<Record<ListColumn, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, column, header] = /^([A-Za-z]+)=(.+)$/.exec(pair) ?? [];
      if (!listColumns.some((one) => one === column) || header === undefined)
        throw new UsageError(`“${pair}” names no column: write one of ${listColumns.join(', ')}=HEADER.`);
      return [column, header];
    }),
  );
}

function schemeOf(named: string): Scheme {
  const scheme = schemes.find((one) => one === named);
  if (!scheme) throw new UsageError(`“${named}” is no scheme: name one of ${schemes.join(', ')}.`);
  return scheme;
}
