import { badInput } from '../../kernel/errors.ts';
import { longestWord, shown } from './shown.ts';

/** The pay of a cell, in fen a month; an end that is not said is null. */
export interface PayCell {
  from: number | null;
  to: number | null;
}

const periods = {
  /** Rounded half up to a fen. */
  YEAR: { times: 1n, by: 12n },
  MONTH: { times: 1n, by: 1n },
  /** 21.75 paid days a month and 8 hours a day, as the labour authorities convert: 劳社部发〔2008〕3号. */
  DAY: { times: 2_175n, by: 100n },
  HOUR: { times: 174n, by: 1n },
} as const;
type Period = keyof typeof periods;

const scales: Record<string, bigint> = { 万: 10_000n, w: 10_000n, 千: 1_000n, k: 1_000n };
const notSaid = /^(薪资|待遇|工资|薪酬)?(面议|面谈|另议|详谈|不限|保密|从优|优厚|按公司规定)$/;
const periodWords: readonly [RegExp, Period][] = [
  [/年薪|(\/|每|一|per)(年|year|yr|y)(?![a-z])/, 'YEAR'],
  [/时薪|(\/|每|一|per)(个?小时|时|hour|hr|h)(?![a-z])/, 'HOUR'],
  [/日薪|(\/|每|一|per)(天|日|工作日|day|d)(?![a-z])/, 'DAY'],
  [/月薪|(\/|每|一|per)(个?月|month|mo|m)(?![a-z])/, 'MONTH'],
];
const form =
  /^(不低于|至少|>=?|≥|最低|不高于|不超过|至多|<=?|≤|最高)?(\d+(?:\.\d+)?)(万|w|千|k)?(?:-(\d+(?:\.\d+)?)(万|w|千|k)?)?(以上|及以上|起|\+|以下|及以下|以内|封顶)?(\+\p{Script=Han}+)?$/u;
/** A figure this small without a unit is one of thousands, of a day or an hour. */
const leastPlain = 500n;
/** So much a month is said with its period, or meant of a year. */
const mostPlain = 50_000n;
const cure = 'Write it as 8000-12000, 8k-12k, 10-15万/年, 200元/天, 25元/小时 or 面议.';

interface Amount {
  digits: string;
  scale: string | undefined;
}

/**
 * Pay as people write it. What the cell leaves open, such as 万 or 年, the column’s header says; else it is yuan a month.
 * One figure is both ends. Null where nothing is said: 面议.
 * @throws BAD_INPUT for ends that are swapped, for a figure without its unit, and for what is no pay.
 */
export function payOf(text: string, column: string, header = ''): PayCell | null {
  if (text.length > longestWord) throw badInput(column, `“${shown(text)}” is not a pay.`, cure);
  const plain = plainPay(text);
  if (notSaid.test(plain)) return null;
  const said = periodIn(plain) ?? periodIn(plainPay(header));
  const period = said ?? 'MONTH';
  const bare = periodWords.reduce((rest, [word]) => rest.replace(new RegExp(word, 'g'), ''), plain);
  const found = form.exec(bare.replaceAll('元', ''));
  if (!found) throw badInput(column, `“${shown(text)}” is not a pay.`, cure);
  const [, before = '', first = '', firstScale, second, secondScale, after = '', bonus] = found;
  const scale = bare.includes('元') && !firstScale && !secondScale ? '' : headerScale(header);
  const isPlain = !firstScale && !secondScale && !bare.includes('元') && !scale && period === 'MONTH';
  const fen = (amount: Amount): number => fenOf(amount, period, () => badInput(column, tooFine(text), cure));
  const [low, high] = bounds({ digits: first, scale: firstScale }, second, secondScale, scale);
  const from = fen(low);
  const to = high ? fen(high) : from;
  // Under 月薪, 20w is most likely a year's.
  const isBare = said === null || (periodIn(plain) === null && /[万w]/.test(firstScale ?? secondScale ?? ''));
  if (isBare && BigInt(from) >= mostPlain * 100n)
    throw badInput(column, `“${shown(text)}” says neither a month nor a year.`, cure);
  if (isPlain && BigInt(Math.min(from, to)) < leastPlain * 100n)
    throw badInput(column, `“${shown(text)}” has no unit: yuan, thousands, of a day or of an hour.`, cure);
  if (from > to) throw badInput(column, `The lower end of “${shown(text)}” is above the upper end.`, 'Swap the ends.');
  if (/^(不高|不超|至多|<|≤|最高)/.test(before) || /下|内|封/.test(after)) return { from: null, to };
  const isOpen = before !== '' || after !== '' || (bonus !== undefined && !high);
  return { from, to: isOpen && !high ? null : to };
}

/**
 * One amount in fen a month, or null for 面议.
 * @param least whether a range passes, of which the lower end counts
 */
export function amountOf(text: string, column: string, header: string, least: boolean): number | null {
  const pay = payOf(text, column, header);
  const isRange = pay !== null && pay.from !== null && pay.to !== null && pay.from !== pay.to;
  if (isRange && !least)
    throw badInput(
      column,
      `“${shown(text)}” has two ends, and here stands one.`,
      'Write both in the column 薪资 (pay).',
    );
  return pay === null ? null : (pay.from ?? pay.to);
}

/** The unit of the one end holds for the other where that makes a range of them: 8-12k, but 5000-1万. */
function bounds(
  low: Amount,
  second: string | undefined,
  secondScale: string | undefined,
  fallback: string,
): [Amount, Amount | null] {
  const lowScale = low.scale ?? fallback;
  if (second === undefined) return [{ ...low, scale: lowScale }, null];
  if (secondScale !== undefined && low.scale === undefined && Number(low.digits) < 1_000)
    return [
      { ...low, scale: secondScale },
      { digits: second, scale: secondScale },
    ];
  const isShared = secondScale === undefined && low.scale !== undefined && Number(second) < 1_000;
  return [
    { ...low, scale: lowScale },
    { digits: second, scale: secondScale ?? (isShared ? low.scale : fallback) },
  ];
}

function fenOf({ digits, scale = '' }: Amount, period: Period, notWhole: () => Error): number {
  const [whole = '', part = ''] = digits.split('.');
  const { times, by } = periods[period];
  const above = BigInt(whole + part) * (scales[scale] ?? 1n) * 100n * times;
  const below = 10n ** BigInt(part.length) * by;
  if (by === 1n && above % below !== 0n) throw notWhole();
  return Number((above * 2n + below) / (below * 2n));
}

function periodIn(text: string): Period | null {
  return periodWords.find(([word]) => word.test(text))?.[1] ?? null;
}

/** 万 or 千, as in “年薪(万元)”. */
function headerScale(header: string): string {
  const plain = plainPay(header);
  if (/万|\(w/.test(plain)) return '万';
  return /千|\(k|k\)/.test(plain) ? '千' : '';
}

/** In one width, with one dash, without spaces, currency, 13薪 and words that change nothing. */
function plainPay(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s|¥|rmb|cny|人民币/g, '')
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/(?<=[\d万千kw元])[—–−‐‑~-]+(?=\d)|(?<=[\d万千kw元])[至到](?=\d)/g, '-')
    .replace(/[(·・.*x×,，]?1[0-9]薪\)?$/, '')
    .replace(/^(税前|约|大约|薪资|工资|薪酬|综合|底薪|保底)+[:：]?(?=[\d年月日时])|左右|上下/g, '')
    .replace(/([年月日时]薪)[:：]?/, '$1');
}

function tooFine(text: string): string {
  return `“${shown(text)}” is not a whole number of fen.`;
}
