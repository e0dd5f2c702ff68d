import { wordKey } from './folding.rules.ts';

/** 层次 of education said beside a major; longer words first. */
const layers: readonly (readonly [RegExp, number | null])[] = [
  [/及以上|以上/, null],
  [/职业本科/, null],
  [/大专|高职|专科|高专/, 3],
  [/本科|学士|大学/, 4],
  [/研究生|硕士/, 5],
  [/博士/, 6],
];

/** The level of education that a text asks exactly; null where it says none, or “and above”. */
export function educationIn(text: string): number | null {
  return layers.find(([said]) => said.test(text))?.[1] ?? null;
}

/** Whether the majors named stand for those around them too. */
export function isWide(text: string): boolean {
  return /相关|相近|类似|等(?=[类专、,，;；\s]|$)/.test(text);
}

const before =
  /^(?:统招|全日制|普通高校|普通|硕士研究生|研究生|硕士|博士|职业本科|本科|大专|大学|专科|高职|高专|中专|中职|中技|技校|职高|高中|学历|学位|及以上|以上|具有|具备|要求|专业为|专业|所学|[::])+/;
const after =
  /(?:相关|相近|类似|等|及|其他|专业|方向|毕业生?|优先考虑|优先|背景|学历|学位|者|均可|皆可|知识|人员|硕士研究生|研究生|硕士|博士|本科|大专|大学|专科|高职|高专|中专|中职|中技|技校|及以上|以上)+$/;

/** The keys under which a part may be known, the fullest first: with all around it, without, without 类. */
export function majorKeys(part: string): string[] {
  const key = wordKey(part);
  const bare = key.replace(before, '').replace(after, '');
  const core = bare.replace(/类$/, '').replace(after, '');
  return [...new Set([key, key.replace(after, ''), bare, core])].filter((one) => one !== '');
}

const dividers = /[、,，;；/|\n\r\t]|或者|或|以及|及|和|与|(?<![A-Za-z])\s+|\s+(?![A-Za-z])/g;

/** The parts of a text between dividers that stand in no name: [start, end) each. */
export function partsBetween(
  text: string,
  names: readonly { start: number; end: number }[],
): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let start = 0;
  const close = (end: number) => {
    if (text.slice(start, end).trim() !== '') parts.push({ start, end });
  };
  for (const found of text.matchAll(dividers)) {
    const at = found.index;
    const isInName = names.some((name) => name.start < at + found[0].length && at < name.end);
    if (isInName) continue;
    close(at);
    start = at + found[0].length;
  }
  close(text.length);
  return parts;
}
