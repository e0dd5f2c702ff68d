import { DomainError } from '../../kernel/errors.ts';
import { Cells } from '../../platform/files/cells.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import type { ColumnMap } from './imports.column-map.ts';

/** Why a row within the table is none of its records. */
export type BesideRow = 'EMPTY' | 'HEADER' | 'TOTAL' | 'REMARK';

const total = /^(合计|总计|小计|共计|总数|累计)[:：]?/;
const remark =
  /^(备注|注\s*[:：]|注意|说明|填表|填报|制表|审核|审批|(单位)?负责人|联系人|经办人|第?\d+页|以上|[—-]*以下空白|数据来源)/;
/** A remark below a table fills a cell or two of its row. */
const mostOfRemark = 4;

/** The columns of one file as its rows are read. */
export class TableColumns {
  private readonly map: ColumnMap;
  private readonly declared: readonly ColumnDeclaration[];
  private readonly isRagged: boolean;
  private readonly places = new Map<string, number>();
  private readonly headers = new Map<string, string>();
  private readonly constants: readonly string[];

  /** @param isRagged whether rows may have more or fewer cells than the header, as in CSV, which is a fault of theirs */
  constructor(map: ColumnMap, declared: readonly ColumnDeclaration[], isRagged: boolean) {
    this.map = map;
    this.declared = declared;
    this.isRagged = isRagged;
    for (const { column, place, header } of map.columns) {
      if (column === null) continue;
      this.places.set(column, place - 1);
      this.headers.set(column, header);
    }
    this.constants = Object.values(map.constants);
    Object.keys(map.constants).forEach((name, n) => {
      this.places.set(name, map.columns.length + n);
    });
  }

  /**
   * The cells of a row; null for one that is none of the table’s records, see `beside`.
   * @throws BAD_INPUT for a row with too few or too many cells: its values would stand under the wrong headers.
   */
  cells(values: readonly string[]): Cells | null {
    if (this.beside(values) !== null) return null;
    const { columns } = this.map;
    const stray = this.isRagged ? values.findIndex((value, at) => value.trim() !== '' && this.isWithoutHeader(at)) : -1;
    if (stray >= 0) {
      throw new DomainError(
        'BAD_INPUT',
        `Cell ${stray + 1} has no header above it; the header has ${columns.length} cells.`,
        { cure: 'Look for a delimiter that is not inside quotes, or give the column a header.' },
      );
    }
    if (values.length < columns.length && this.isRagged) {
      throw new DomainError('BAD_INPUT', `The row has ${values.length} cells, the header ${columns.length}.`, {
        cure: 'Fill it up with empty cells, or look for a delimiter that is missing.',
      });
    }
    const row = columns.map((_, at) => values[at] ?? '');
    return new Cells(this.places, [...row, ...this.constants], this.headers);
  }

  /** Rows between and below the records: empty ones, the header again, totals, remarks. Null for a record. */
  beside(values: readonly string[]): BesideRow | null {
    const texts = values.flatMap((value) => value.trim() || []);
    const first = texts[0];
    if (first === undefined) return 'EMPTY';
    if (this.isHeaderAgain(values)) return 'HEADER';
    if (!this.lacksRequired(values)) return null;
    const start = first.replace(/\s/g, '');
    if (total.test(start)) return 'TOTAL';
    return texts.length <= mostOfRemark && remark.test(start) ? 'REMARK' : null;
  }

  /** A column as the reader of the file knows it. */
  shownName(column: string): string {
    return this.headers.get(column)?.trim() || this.declared.find(({ name }) => name === column)?.header || column;
  }

  /** What belongs into a column: the cure where a rule names none. */
  meaning(column: string): string | null {
    const found = this.declared.find(({ name }) => name === column);
    return found ? `What belongs here: ${found.meaning}` : null;
  }

  /** The header at a place, from 1. */
  at(place: number): string {
    return this.map.columns[place - 1]?.header.trim() || String(place);
  }

  /** A table without a header has no column without one. */
  private isWithoutHeader(at: number): boolean {
    const column = this.map.columns[at];
    if (!column) return true;
    return column.header.trim() === '' && column.how === 'UNUSED' && this.map.headerLine !== null;
  }

  private isHeaderAgain(values: readonly string[]): boolean {
    if (this.map.headerLine === null) return false;
    let same = 0;
    for (const { place, header } of this.map.columns) {
      const value = values[place - 1]?.trim() ?? '';
      if (value === '') continue;
      if (header === '' || (value !== header.trim() && !header.split('/').includes(value))) return false;
      same += 1;
    }
    return same >= 2;
  }

  private lacksRequired(values: readonly string[]): boolean {
    return this.declared.some(({ name, required }) => {
      const at = this.places.get(name);
      return required === true && at !== undefined && at < this.map.columns.length && !values[at]?.trim();
    });
  }
}
