/** What an official list may say of a concept. */
export const listColumns = ['code', 'name', 'level', 'parent', 'nameEn', 'aliases', 'mark'] as const;
export type ListColumn = (typeof listColumns)[number];
/** Places of the columns that a list has. */
export type ListColumns = Partial<Record<ListColumn, number>> & { code: number; name: number };

/** Headers as offices and statistics bureaus write them, the surer first. */
const headers: Record<ListColumn, readonly RegExp[]> = {
  code: [
    /^(code|代码|编码)$/i,
    /(职业|专业|行业|区划|技能|小类|细类)(编码|代码|编号)/,
    /^(?!.*(上级|父|parent)).*(代码|编码|code)/i,
  ],
  name: [
    /^(name|名称)$/i,
    /(职业|专业|行业|区划|地区|技能|单位)名称$/,
    /^(?!.*(英文|上级|父|parent|english)).*(名称|name|title)/i,
  ],
  level: [/^(level|级别|层级|级次|类别层级)$/i],
  parent: [/(上级|父级|父类|parent|所属.{0,6})(代码|编码|code)?$/i],
  nameEn: [/英文|english|name.?en/i],
  aliases: [/(?<!类)别名|别称|俗称|其他名称|又称|alias|alternate|包含工种|工种/i],
  mark: [/^(标识|标记|mark)$|绿色.*数字/i],
};

/**
 * Where each column stands, by its header or by the one that was named for it; null for a row that names no code and
 * no name: it is not the header.
 */
export function columnsOf(cells: readonly string[], asked: Partial<Record<ListColumn, string>>): ListColumns | null {
  const texts = cells.map((cell) => cell.normalize('NFKC').replace(/\s+/g, ''));
  const found: Partial<Record<ListColumn, number>> = {};
  const taken = new Set<number>();
  const put = (column: ListColumn, at: number): void => {
    if (at === -1 || taken.has(at) || found[column] !== undefined) return;
    found[column] = at;
    taken.add(at);
  };
  for (const column of listColumns) {
    const named = asked[column]?.normalize('NFKC').replace(/\s+/g, '');
    if (named !== undefined) put(column, texts.indexOf(named));
  }
  // A parent’s code is a code, too: what is told more closely is looked for first.
  for (const column of ['parent', 'nameEn', 'aliases', 'level', 'mark', 'code', 'name'] as const) {
    if (asked[column] !== undefined) continue;
    for (const header of headers[column])
      put(
        column,
        texts.findIndex((text, at) => text !== '' && !taken.has(at) && header.test(text)),
      );
  }
  const { code, name } = found;
  return code === undefined || name === undefined ? null : { ...found, code, name };
}
