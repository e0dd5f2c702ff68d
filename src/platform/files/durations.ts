import { badInput } from '../../kernel/errors.ts';
import { longestWord, shown } from './shown.ts';

const chinese: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const notAsked = /不限|不要求|无要求|无需|应届|在校|无经验|^无$/;
const said = /工作|相关|从业|同等|岗位|经验|经历|要求|左右|至少|不少于|不低于|具有|具备|须有|有|>=?|≥/g;
const form =
  /^(\d+(?:\.\d+)?)(?:(?:年|个?月)?-\d+(?:\.\d+)?)?\+?(年|个?月|years?|yrs?|y|months?|m)?(半)?(?:以上|及以上|起|\+|\(含\))*$/;

/**
 * The least of the time that is asked, in months: 3年以上, 1-3年, 半年. Null where none is: 不限, 应届, 一年以下.
 * @throws BAD_INPUT for what is no length of time, and for a bare number under a header that names no unit.
 */
export function monthsOf(text: string, column: string, header = ''): number | null {
  if (text.length > longestWord) throw badInput(column, `“${shown(text)}” is not a length of time.`, cure);
  const plain = digitsOf(text.normalize('NFKC').toLowerCase().replace(/\s/g, ''));
  if (notAsked.test(plain)) return null;
  const bare = plain.replace(said, '').replace(/[—–−~至到]/g, '-');
  if (/(以下|以内)$/.test(bare)) return null;
  const [, number, unit = unitOf(header), half] = form.exec(bare.replace(/^半(?=年|个?月)/, '0.5')) ?? [];
  if (number === undefined) throw badInput(column, `“${shown(text)}” is not a length of time.`, cure);
  if (unit === null) throw badInput(column, `“${shown(text)}” says neither years nor months.`, cure);
  const length = Number(number) + (half ? 0.5 : 0);
  return Math.round(/^(年|y)/.test(unit) ? length * 12 : length);
}

const cure = 'Write it as 3年, 1-3年, 6个月, 半年 or 不限.';

function unitOf(header: string): string | null {
  const plain = header.normalize('NFKC').toLowerCase();
  if (/年|year/.test(plain)) return '年';
  return /月|month/.test(plain) ? '月' : null;
}

/** 三至五年 as 3至5年, 二十年 as 20年. */
function digitsOf(text: string): string {
  return text
    .replace(/([一二三四五六七八九]?)十([一二三四五六七八九]?)/g, (_, tens: string, ones: string) =>
      String((chinese[tens] ?? 1) * 10 + (chinese[ones] ?? 0)),
    )
    .replace(/[一二两三四五六七八九]/g, (numeral) => String(chinese[numeral]));
}
