import { DomainError } from '../../kernel/errors.ts';
import { Cells, shown } from '../../platform/files/cells.ts';
import type { ColumnDeclaration, ImportKind } from '../../platform/files/import-kind.ts';
import { type ImportFault, maxFaults } from './imports.types.ts';

/** Faults as they are found: the first ones are kept, all are counted. */
export class FaultList {
  readonly kept: ImportFault[] = [];
  count = 0;

  add(fault: ImportFault): void {
    this.count += 1;
    if (this.kept.length < maxFaults) this.kept.push(fault);
  }
}

/** The columns of one file: which place each declared column has. */
export class Header {
  readonly written: readonly string[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly constants: readonly string[];
  private readonly declared: readonly ColumnDeclaration[];

  private constructor(
    written: readonly string[],
    places: ReadonlyMap<string, number>,
    constants: readonly string[],
    declared: readonly ColumnDeclaration[],
  ) {
    this.written = written;
    this.places = places;
    this.constants = constants;
    this.declared = declared;
  }

  /** Adds a fault for every header that is unknown or stands there twice, and every required column that is missing. */
  static read(
    kind: ImportKind,
    row: { line: number; cells: readonly string[] },
    constants: Readonly<Record<string, string>>,
    faults: FaultList,
  ): Header {
    const known = namesOf(kind.columns);
    const places = new Map<string, number>();
    const set = Object.entries(constants);
    const refuse = (column: string | null, message: string, cure: string): void =>
      faults.add({ code: 'BAD_INPUT', message, row: row.line, column, value: null, cure });
    [...row.cells, ...set.map(([name]) => name)].forEach((written, place) => {
      const name = known.get(folded(written));
      if (folded(written) === '') return;
      if (name === undefined) {
        refuse(
          shown(written),
          `“${shown(written)}” is no column of ${kind.kind}.`,
          `Use one of: ${listed(kind.columns)}.`,
        );
      } else if (places.has(name)) {
        refuse(shown(written), `The column ${name} stands there twice.`, 'Keep one of the two.');
      } else places.set(name, place);
    });
    for (const { name, header, required } of kind.columns) {
      if (required && !places.has(name)) {
        refuse(header, `The column ${header} (${name}) is missing.`, 'Add it; it must be given for every row.');
      }
    }
    return new Header(
      row.cells,
      places,
      set.map(([, value]) => value),
      kind.columns,
    );
  }

  /** @throws BAD_INPUT for a row with too few or too many cells: its values would stand under the wrong headers. */
  cells(values: readonly string[]): Cells {
    const { written } = this;
    const stray = values.findIndex((value, place) => value.trim() !== '' && (written[place] ?? '').trim() === '');
    if (stray >= 0) {
      throw new DomainError(
        'BAD_INPUT',
        `Cell ${stray + 1} has no header above it; the header has ${written.length} cells.`,
        {
          cure: 'Look for a delimiter that is not inside quotes, or give the column a header.',
        },
      );
    }
    if (values.length < written.length) {
      throw new DomainError('BAD_INPUT', `The row has ${values.length} cells, the header ${written.length}.`, {
        cure: 'Fill it up with empty cells, or look for a delimiter that is missing.',
      });
    }
    return new Cells(this.places, [...values.slice(0, written.length), ...this.constants]);
  }

  /** A column as the reader of the file knows it. */
  shownName(column: string): string {
    const place = this.places.get(column);
    const written = place === undefined ? undefined : this.written[place];
    return written?.trim() || this.declared.find(({ name }) => name === column)?.header || column;
  }

  /** What belongs into a column: the cure where a rule names none. */
  meaning(column: string): string | null {
    const found = this.declared.find(({ name }) => name === column);
    return found ? `What belongs here: ${found.meaning}` : null;
  }

  /** The header at a place, from 1. */
  at(place: number): string {
    return this.written[place - 1]?.trim() || String(place);
  }
}

/** A fault of a row, or null when the error is none of the file's. */
export function faultOf(
  error: unknown,
  line: number | null,
  cells: Cells | null,
  header: Header | null,
): ImportFault | null {
  if (!(error instanceof DomainError)) return null;
  const { path, row, column, cure } = error.details;
  const place = column === undefined ? Number.NaN : Number(column);
  const value = path === undefined || cells === null ? '' : cells.raw(path).trim();
  return {
    code: error.code,
    message: error.message,
    row: row ?? line,
    column:
      Number.isInteger(place) && header
        ? header.at(place)
        : path === undefined
          ? null
          : (header?.shownName(path) ?? path),
    value: value === '' ? null : shown(value),
    cure: cure ?? (path === undefined ? null : (header?.meaning(path) ?? null)),
  };
}

function namesOf(columns: readonly ColumnDeclaration[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, header, further = [] } of [...columns].reverse()) {
    for (const word of further) names.set(folded(word), name);
    names.set(folded(header), name);
  }
  for (const { name, header } of columns) {
    names.set(folded(header), name);
    names.set(folded(name), name);
  }
  return names;
}

function listed(columns: readonly ColumnDeclaration[]): string {
  return columns.map(({ name, header }) => `${header} (${name})`).join(', ');
}

/** Width, case, spaces and a star for “required” say nothing in a header. */
function folded(header: string): string {
  return header.normalize('NFKC').toLowerCase().replace(/[\s*]/g, '');
}
