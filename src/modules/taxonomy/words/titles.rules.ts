/** Words of rank and terms before a title; the work is the same without them. */
const before = /^(?:资深|高级|初级|中级|储备|实习|兼职|全职|专职|驻场|驻厂|驻店|外派|首席|熟练|男|女|大)+/;
/** Words for the person behind what is worked at: CNC师傅, 叉车师傅. */
const after =
  /(?:老师傅|大师傅|师傅|熟手|熟练工|人员|岗位|岗|技工|员工|工人|女工|男工|小哥|小姐姐|实习生|学徒|若干|数名|多名)+$/;
/** What names of occupations end with where people leave it out. */
const endings = ['', '工', '员', '师', '操作工', '操作员', '司机'];

/** What is worked at, without words for the person: 数控 of CNC师傅. */
export function stemOf(key: string): string {
  const stem = key.replace(before, '').replace(after, '').replace('cnc', '数控');
  return stem.length > 1 ? stem : key;
}

/** The keys under which a title may be known besides its own, the nearest first. */
export function stems(key: string): string[] {
  const plain = key.replace(before, '');
  const stem = plain.replace(after, '');
  const isPerson = stem !== plain;
  const keys = [plain, ...(isPerson ? endings.map((ending) => `${stem}${ending}`) : [])];
  const inChinese = keys.flatMap((one) => (one.includes('cnc') ? [one.replace('cnc', '数控')] : []));
  return [...new Set([...keys, ...inChinese])].filter((one) => one !== key && one.length > 1);
}

/** Titles that stand for one another in a cell: 「营业员/导购」. One of them names the work as well as the others. */
export function titleParts(core: string): string[] {
  const parts = core.split(/[/、,，|;；&]|(?<![a-z+])\+|(?<![a-z])\s+|\s+(?![a-z])/i).map((part) => part.trim());
  return parts.length < 2 ? [] : parts.filter((part) => part.length > 1).slice(0, 5);
}
