import type { ImportKind } from '../../platform/files/import-kind.ts';

/** A file of the kind that can be imported as it is, with Chinese headers. */
export function exampleOf({ columns, examples = [] }: ImportKind): string {
  const first = Object.fromEntries(columns.map(({ name, example }) => [name, example]));
  const rows = [first, ...examples.map((further) => ({ ...first, ...further }))];
  const used = columns.filter(({ name }) => rows.some((row) => row[name] !== ''));
  const lines = [used.map(({ header }) => header), ...rows.map((row) => used.map(({ name }) => row[name] ?? ''))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

/** The columns of a kind, each with its names, its meaning and an example. */
export function describeColumns({ kind, description, columns }: ImportKind): string {
  const blocks = columns.map(({ name, header, further = [], required, meaning, example }) =>
    [
      `${header} | ${[name, ...further].join(' | ')}${required ? '  (required)' : ''}`,
      `    ${meaning}`,
      ...(example === '' ? [] : [`    e.g. ${example}`]),
    ].join('\n'),
  );
  return [`${kind}: ${description}`, '', ...blocks, ''].join('\n');
}

function quoted(cell: string): string {
  return /[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
