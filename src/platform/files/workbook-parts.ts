import { columnOf } from './sheet-columns.ts';
import { attribute, tagsOf } from './xml-text.ts';

export interface SheetPart {
  name: string;
  /** Inside the archive. */
  path: string;
  isHidden: boolean;
}

/** The first column of a merged area of several rows, all counted from 1. */
export interface Merge {
  column: number;
  from: number;
  to: number;
}

/** What a workbook says of itself. */
export interface WorkbookParts {
  sheets: SheetPart[];
  strings: string | null;
  styles: string | null;
  is1904: boolean;
}

/** @param textOf the text of a part; empty for one that there is not */
export function partsOf(textOf: (path: string) => string): WorkbookParts {
  const targets = new Map<string, string>();
  const byType = new Map<string, string>();
  for (const tag of tagsOf(textOf('xl/_rels/workbook.xml.rels'), 'Relationship')) {
    const target = attribute(tag, 'Target');
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const type = attribute(tag, 'Type').split('/').at(-1) ?? '';
    if (type === 'worksheet') targets.set(attribute(tag, 'Id'), path);
    else byType.set(type, path);
  }
  const book = textOf('xl/workbook.xml');
  const sheets = tagsOf(book, 'sheet').flatMap((tag) => {
    const path = targets.get(attribute(tag, '\\w+:id'));
    if (path === undefined) return [];
    return [{ name: attribute(tag, 'name'), path, isHidden: /hidden/i.test(attribute(tag, 'state')) }];
  });
  const is1904 = tagsOf(book, 'workbookPr').some((tag) => /^(1|true)$/.test(attribute(tag, 'date1904')));
  return { sheets, strings: byType.get('sharedStrings') ?? null, styles: byType.get('styles') ?? null, is1904 };
}

/** Those of several rows. @param xml what stands behind the rows of a sheet */
export function mergesOf(xml: string): Merge[] {
  return tagsOf(xml, 'mergeCell').flatMap((tag) => {
    const [, letters, from, to] = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(attribute(tag, 'ref')) ?? [];
    if (letters === undefined || from === to) return [];
    return [{ column: columnOf(letters), from: Number(from), to: Number(to) }];
  });
}
