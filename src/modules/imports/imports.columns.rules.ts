import { shown } from '../../platform/files/cells.ts';
import type { TableRow } from '../../platform/files/table.ts';
import type { ColumnMap, ColumnWishes, MappedColumn } from './imports.column-map.ts';
import { assignedByContent, isDataIn } from './imports.content.rules.ts';
import type { ImportFault } from './imports.fault.ts';
import { type HeaderCell, type HeaderRows, headerIn } from './imports.header-rows.rules.ts';
import { type FoundColumn, foldedHeader, HeaderWords, isNeverAsked } from './imports.headers.rules.ts';
import { type KeyedKind, keyMadeOf, missingColumns } from './imports.missing-columns.rules.ts';

/** As many of the first rows are enough to see the columns. */
export const sampleRows = 30;

/** Reads the columns of a file off its first rows. */
export function mapColumns(kind: NamedKind, sample: readonly TableRow[], wishes: ColumnWishes = {}): ColumnMap {
  return new ColumnMapper(kind, sample, wishes).map();
}

type NamedKind = KeyedKind & { kind: string };

class ColumnMapper {
  private readonly kind: NamedKind;
  private readonly sample: readonly TableRow[];
  private readonly wishes: ColumnWishes;
  private readonly words: HeaderWords;
  private readonly given: Map<string, string>;
  private readonly faults: ImportFault[] = [];
  private line: number | null = null;

  constructor(kind: NamedKind, sample: readonly TableRow[], wishes: ColumnWishes) {
    this.kind = kind;
    this.sample = sample.slice(0, sampleRows);
    this.wishes = wishes;
    this.words = new HeaderWords(kind.columns);
    this.given = new Map(Object.entries(wishes.given ?? {}).map(([at, name]) => [keyOf(at), name]));
  }

  map(): ColumnMap {
    const rows = headerIn(
      this.sample,
      (cell) => this.find(cell)?.confidence ?? 0,
      (text) => isDataIn(this.kind.columns, text),
    );
    const rowsBefore = rows.above + rows.height;
    this.line = this.sample[rows.above]?.line ?? null;
    const columns = this.withoutRivals(rows.cells.map((cell, at) => this.columnAt(cell, at + 1)));
    const constants = this.constantsFor(columns);
    this.checkGiven(rows);
    const named = assignedByContent(columns, {
      columns: this.kind.columns.filter(({ name }) => !Object.hasOwn(constants, name)),
      rows: this.sample.slice(rowsBefore).map(({ cells }) => cells),
      isCertain: rows.height > 0,
    });
    const has = (name: string): boolean =>
      Object.hasOwn(constants, name) || named.some(({ column }) => column === name);
    const headers = headersOf(rows.cells);
    for (const { column, message, cure } of missingColumns(this.kind, has, { columns: named, headers }))
      this.refuse(column, message, cure);
    return {
      columns: named.map((one) => (one.proposed !== null && has(one.proposed) ? { ...one, proposed: null } : one)),
      constants,
      keyMadeOf: keyMadeOf(this.kind, has, named),
      rowsBefore,
      headerLine: rows.height === 0 ? null : this.line,
      titles: this.sample.slice(0, rows.above).map(({ cells }) => cells.filter((cell) => cell.trim()).join(' ')),
      faults: this.faults,
    };
  }

  private find({ readings }: HeaderCell): FoundColumn | null {
    const found = readings.flatMap((reading, n) => {
      const one = this.words.find(reading);
      return one ? [{ ...one, confidence: n === 0 ? one.confidence : one.confidence * 0.9 }] : [];
    });
    return found.reduce<FoundColumn | null>(
      (best, one) => (best && best.confidence >= one.confidence ? best : one),
      null,
    );
  }

  private columnAt(cell: HeaderCell, place: number): MappedColumn {
    const header = cell.text;
    const unused: MappedColumn = {
      place,
      header,
      column: null,
      how: 'UNUSED',
      confidence: 0,
      proposed: null,
      why: null,
    };
    const given = this.given.get(keyOf(String(place))) ?? (header === '' ? undefined : this.given.get(keyOf(header)));
    if (given !== undefined) return { ...unused, ...this.givenColumn(header || String(place), given) };
    if (header === '') return unused;
    const found = this.find(cell);
    // What numbers the rows of one file says nothing of the next, whatever was said of the last.
    if (found?.how === 'PROPOSED')
      return { ...unused, proposed: found.column, why: 'It may be counted anew in each file.' };
    const remembered = this.wishes.remembered?.[foldedHeader(header)];
    if (remembered !== undefined && (remembered === '' || this.declared(remembered))) {
      return remembered === ''
        ? { ...unused, why: 'It was left out of an earlier file.' }
        : { ...unused, column: remembered, how: 'REMEMBERED', confidence: 1 };
    }
    if (found) return { ...unused, column: found.column, how: found.how, confidence: found.confidence };
    return { ...unused, why: isNeverAsked(header) ? 'Such a thing is never an input here.' : null };
  }

  private givenColumn(header: string, name: string): Partial<MappedColumn> {
    if (name.trim() === '') return { how: 'GIVEN', why: 'It was said to be left out.' };
    const column = this.columnNamed(name);
    if (column === null) this.refuseUnknown(header, name);
    return column === null ? {} : { column, how: 'GIVEN', confidence: 1 };
  }

  /** Of several headers for one column the surest; equally sure ones are the file’s fault, and guesses are dropped. */
  private withoutRivals(columns: readonly MappedColumn[]): MappedColumn[] {
    return columns.map((one) => {
      if (one.column === null) return one;
      const rivals = columns.filter((other) => other !== one && other.column === one.column);
      const surer = rivals.find((other) => surenessOf(other) > surenessOf(one));
      if (surer) return setAside(one, `“${surer.header}” is taken for ${one.column}.`);
      const equal = rivals.filter((other) => surenessOf(other) === surenessOf(one));
      if (equal.length === 0) return one;
      if (one.how === 'GUESSED') return setAside(one, `It is as near to ${one.column} as “${equal[0]?.header}”.`);
      if (equal.every(({ place }) => place > one.place)) return one;
      this.refuse(one.header, `The column ${one.column} stands there twice.`, 'Keep one of the two.');
      return setAside(one, `${one.column} stands there twice.`);
    });
  }

  private constantsFor(columns: MappedColumn[]): Record<string, string> {
    const constants: Record<string, string> = {};
    for (const [written, value] of Object.entries(this.wishes.constants ?? {})) {
      const name = this.columnNamed(written);
      const at = columns.findIndex(({ column }) => column === name);
      const rival = columns[at];
      if (name === null) this.refuseUnknown(written, written);
      else if (Object.hasOwn(constants, name) || (rival && surenessOf(rival) >= 2))
        this.refuse(shown(written), `The column ${name} stands there twice.`, 'Keep one of the two.');
      else constants[name] = value;
      if (rival && surenessOf(rival) < 2) columns[at] = setAside(rival, `${name} is given for all rows.`);
    }
    return constants;
  }

  /** What is given of a header that the file does not have would be lost without a word. */
  private checkGiven({ cells }: HeaderRows): void {
    const known = new Set(cells.flatMap(({ text }, at) => [keyOf(String(at + 1)), ...(text ? [keyOf(text)] : [])]));
    for (const at of Object.keys(this.wishes.given ?? {})) {
      if (known.has(keyOf(at))) continue;
      this.refuse(shown(at), `The file has no column “${shown(at)}”.`, `It has: ${headersOf(cells)}.`);
    }
  }

  private columnNamed(text: string): string | null {
    return this.declared(text.trim()) ?? this.words.exactly(text)?.column ?? null;
  }

  private declared(name: string): string | null {
    return this.kind.columns.find((column) => column.name === name)?.name ?? null;
  }

  private refuseUnknown(column: string, name: string): void {
    const listed = this.kind.columns.map((one) => `${one.header} (${one.name})`).join(', ');
    this.refuse(shown(column), `“${shown(name)}” is no column of ${this.kind.kind}.`, `Use one of: ${listed}.`);
  }

  private refuse(column: string, message: string, cure: string): void {
    this.faults.push({ code: 'BAD_INPUT', message, row: this.line, column, value: null, cure });
  }
}

function keyOf(headerOrPlace: string): string {
  return foldedHeader(headerOrPlace);
}

/** 2 and more for what was said or named, less for guesses. */
function surenessOf({ how, confidence }: MappedColumn): number {
  const rank = { GIVEN: 5, REMEMBERED: 4, NAME: 3, ALIAS: 2, GUESSED: 0, CONTENT: 0, UNUSED: 0 }[how];
  return rank + confidence * 0.9;
}

function setAside(column: MappedColumn, why: string): MappedColumn {
  return { ...column, column: null, how: 'UNUSED', confidence: 0, why };
}

function headersOf(cells: readonly HeaderCell[]): string {
  const named = cells.flatMap(({ text }) => (text === '' ? [] : [shown(text)]));
  return named.length > 0 ? named.join(', ') : `${cells.length} columns without headers, by their places from 1`;
}
