/** Pay as a title says it, in yuan a month; one end may be missing. */
export interface SaidPay {
  from: number | null;
  to: number | null;
}

/** What was read of a text, and what is left of it. */
export interface PayReading {
  /** Null when none was said, or by the day or hour: how many days a month are worked, no title says. */
  pay: SaidPay | null;
  rest: string;
}

const figure = '\\d{1,6}(?:[.,]\\d{1,3})?';
const unit = 'k|千|w|万|元|块';
const period = '\\s*(?:元|块|钱)?\\s*(?:[/每一]\\s*)?(?:月薪?|年薪?|天|日|小时|时|h(?![a-z])|m(?![a-z]))';
const said = '月薪|年薪|日薪|时薪|底薪|保底|薪资|薪酬|工资|收入|月入|综合|税前|税后|月均|平均|待遇|高薪|日结|周结';
const word = `(?<said>(?:(?:${said})[:：约为达可]*)+)?\\s*`;
const ending = '(?<more>\\s*(?:\\+|以上|起|左右|不等|加))?(?:\\s*[*x×·]\\s*\\d{2}薪)?';

/** 8k-12k, 8-12K/月, 8000~12000元, 15-20万/年, 0.8-1.2万. */
const range = new RegExp(
  `${word}(?<![\\d.a-z])(?<a>${figure})\\s*(?<ua>${unit})?(?![a-z\\d.])\\s*(?:-|~|—|–|至|到)+\\s*(?<b>${figure})\\s*(?<ub>${unit})?(?<per>${period})?${ending}(?![a-z\\d届级岁号])`,
  'i',
);
/** 月薪8000, 8k+, 6000起, 1.2万, 300元/天; a bare number is no pay. */
const single = new RegExp(
  `${word}(?<![\\d.a-z])(?<a>${figure})\\s*(?<ua>${unit})?(?<per>${period})?${ending}(?![a-z\\d])`,
  'gi',
);

const factors: Record<string, number> = { k: 1_000, 千: 1_000, w: 10_000, 万: 10_000 };
/** Outside of these a figure is no pay by the month: a part number, a height, a year's turnover. */
const least = 500;
const most = 1_000_000;

/** Reads pay out of a title in one writing (NFKC). */
export function readPay(text: string): PayReading {
  const found = range.exec(text);
  if (found?.groups && isPayRange(found.groups)) return taken(text, found, payOf(found.groups, true));
  for (const one of text.matchAll(single)) {
    if (one.groups && isPay(one.groups)) return taken(text, one, payOf(one.groups, false));
  }
  return { pay: null, rest: text };
}

type Groups = Record<string, string | undefined>;

function isPayRange({ said: words, a, ua, b, ub, per }: Groups): boolean {
  if (ua !== undefined || ub !== undefined || words !== undefined) return true;
  const isLarge = Number(plain(a)) >= 1_000 && Number(plain(b)) >= 1_000;
  return isLarge || (per !== undefined && Number(plain(a)) >= 100);
}

function isPay({ said: words, a, ua, per, more }: Groups): boolean {
  const number = Number(plain(a));
  if (words !== undefined) return ua !== undefined || number >= 10;
  if (ua !== undefined) return number > 0;
  if (per !== undefined && /[天日时h]/i.test(per)) return number >= 20;
  return (more !== undefined || (per !== undefined && !/^\s*[年月]/.test(per))) && number >= 1_000;
}

function payOf(groups: Groups, isRange: boolean): SaidPay | null {
  const { said: words = '', a, ua, b, ub, per = '', more } = groups;
  if (/[天日时h]/i.test(per) || /日薪|时薪|日结|周结/.test(words)) return null;
  const isMonthly = /月/.test(per) || /月/.test(words);
  const isYearly = /年/.test(per) || /年薪/.test(words) || (!isMonthly && isOfYear(b ?? a, ub ?? ua));
  const months = isYearly ? 12 : 1;
  // 8000-1.2万: the unit behind is not that of thousands before.
  const from = inYuan(a, ua ?? (Number(plain(a)) < 1_000 ? ub : undefined), months);
  if (isRange) {
    const to = inYuan(b, ub ?? ua, months);
    return from === null || to === null || from > to ? null : { from, to };
  }
  if (from === null) return null;
  return more !== undefined || /底薪|保底|高薪/.test(words) ? { from, to: null } : { from, to: from };
}

/** 「15-20万」 without more is said of a year: nobody says so of a month. */
function isOfYear(figureSaid: string | undefined, unitSaid: string | undefined): boolean {
  return /^[w万]$/i.test(unitSaid ?? '') && Number(plain(figureSaid)) >= 6;
}

function inYuan(figureSaid: string | undefined, unitSaid: string | undefined, months: number): number | null {
  const yuan = Math.round((Number(plain(figureSaid)) * (factors[unitSaid?.toLowerCase() ?? ''] ?? 1)) / months);
  return yuan >= least && yuan <= most ? yuan : null;
}

/** 8,000 is eight thousand; 1.2 is not. */
function plain(figureSaid: string | undefined): string {
  return (figureSaid ?? '').replace(/,(?=\d{3}$)/, '').replace(',', '.');
}

function taken(text: string, { 0: whole, index }: RegExpExecArray, pay: SaidPay | null): PayReading {
  return { pay, rest: `${text.slice(0, index)} ${text.slice(index + whole.length)}` };
}
