import { DomainError } from '../../kernel/errors.ts';

/** Columns by the paths at which a module's rules complain. */
export type ColumnsOfPaths = Readonly<Record<string, string>>;

/** The same error at the column of the longest path that is named, else at the first word of its own. */
export function columnError(error: unknown, columns: ColumnsOfPaths): unknown {
  if (!(error instanceof DomainError) || error.details.path === undefined) return error;
  const [root, ...rest] = error.details.path.split('.');
  const path = rest.length > 0 ? rest.join('.') : (root ?? '');
  const [best] = Object.keys(columns)
    .filter((prefix) => path === prefix || path.startsWith(`${prefix}.`))
    .sort((a, b) => b.length - a.length);
  const column = best === undefined ? (path.split('.')[0] ?? path) : columns[best];
  return new DomainError(error.code, error.message, { ...error.details, path: column ?? path });
}

/** Runs a check whose complaint is of one column, whatever path it names. */
export function atColumn<T>(column: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, error.message, { ...error.details, path: column });
  }
}
