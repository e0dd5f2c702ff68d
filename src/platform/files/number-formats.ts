import { attribute, tagsOf } from './xml-text.ts';

/** Formats of days and times that every workbook has, by their numbers; from 27 on those of Chinese ones. */
const builtIn: readonly [from: number, to: number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
/** What a format writes as it stands: quotes, escapes, fillers, and colours, places and currencies in brackets. */
const literal = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/** Whether each style of cells, by its number, shows a number as a day or time. */
export function dateStyles(stylesXml: string): boolean[] {
  const own = new Map(
    tagsOf(stylesXml, 'numFmt').map((tag) => [attribute(tag, 'numFmtId'), isDateFormat(attribute(tag, 'formatCode'))]),
  );
  const [, cells = ''] = /<(?:\w+:)?cellXfs\b[^>]*>(.*?)<\/(?:\w+:)?cellXfs>/s.exec(stylesXml) ?? [];
  return tagsOf(cells, 'xf').map((tag) => {
    const id = attribute(tag, 'numFmtId');
    return own.get(id) ?? builtIn.some(([from, to]) => Number(id) >= from && Number(id) <= to && id !== '');
  });
}

export function isDateFormat(code: string): boolean {
  const [first = ''] = code.replace(literal, '').split(';');
  return !/general|standard/i.test(first) && /[ymdhs]/i.test(first);
}

/** 1 January 1970 as sheets count days: from the end of 1899, or from 1904 in some old ones. */
/** 31 December 9999: a larger number is no day, whatever its format. */
const lastSerial = 2_958_465;
const epoch = { plain: 25_569, of1904: 24_107 } as const;

/** The day, with the time where there is one; a number below one is a time alone. */
export function serialText(serial: number, is1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > lastSerial + 1) return '';
  const days = serial - (is1904 ? epoch.of1904 : epoch.plain);
  const [day = '', time = ''] = new Date(Math.round(days * 86_400) * 1_000).toISOString().slice(0, 19).split('T');
  if (serial < 1) return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}
