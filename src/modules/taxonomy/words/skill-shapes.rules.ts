import { isLatin } from './folding.rules.ts';

/** Clauses: what stands in one is asked or waived together. */
const clauseEnd = /[，,。；;！!？?\n\r]/;
/** Longer clauses are no sentences; looking further would cost time and find nothing. */
const farthest = 60;

const waived =
  /(?:不作|不做|无|不|没有|未)(?:要求|需要|需|须|必|用|限|会|懂|能|熟悉|了解|使用过?|接触过?)|非必[须需]|除外|没有|没用过|\b(?:no|not|without|never)\b(?! only)/gi;
const turned = /但|而是|只要?求?|却|除了|不仅|不但|\bbut\b/i;
const waivedAfter =
  /^[^，,。；;！!？?\n\r]{0,12}?(?:不作要求|不做要求|不要求|不限|不需要|非必须|非必需|not (?:required|needed|necessary))/i;

/** Whether the text says of what stands at [start, end) that it is not asked, or not mastered. */
export function isWaived(text: string, start: number, end: number): boolean {
  const before = lastClause(text.slice(Math.max(0, start - farthest), start));
  const words = [...before.matchAll(waived)].at(-1);
  if (words && !turned.test(before.slice(words.index + words[0].length))) {
    const isOnly = /不仅|不但|不只/.test(before.slice(0, words.index + words[0].length));
    if (!isOnly) return true;
  }
  return waivedAfter.test(text.slice(end, end + 20)) && !turned.test(text.slice(end, end + 20));
}

function lastClause(text: string): string {
  let at = text.length;
  while (at > 0 && !clauseEnd.test(text[at - 1] ?? '')) at -= 1;
  return text.slice(at);
}

const divider = /[\s，,。；;！!？?、/|·:：()（）【】[\]"“”+&]/;
const saidBefore =
  /(?:会|懂|熟悉|熟练|掌握|精通|了解|使用|操作|运用|应用|擅长|具备|具有|持有|持|有|能|用|等|及|和|与|或)$/;
const saidAfter =
  /^(?:等|及|和|与|或|以及|操作|技能|技术|软件|经验|能力|证(?![明据实券金])|上岗证|工艺|语言|编程|开发|优先|者|的|基础|知识|工具)/;

/** How far the words around set a mention apart from other words: 0 not at all, 1 on one side, 2 on both. */
export function framing(text: string, start: number, end: number): 0 | 1 | 2 {
  const before = text[start - 1];
  const after = text[end];
  const left =
    before === undefined || divider.test(before) || saidBefore.test(text.slice(Math.max(0, start - 3), start));
  const right = after === undefined || divider.test(after) || saidAfter.test(text.slice(end, end + 4));
  return left && right ? 2 : left || right ? 1 : 0;
}

/** Letters that a name may not be torn out of: no C in CNC, C++ or R&D. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const [first, last, before, after] = [text[start], text[end - 1], text[start - 1], text[end]];
  const isShort = end - start < 3;
  const joins = (one: string | undefined, beyond: string | undefined) =>
    one !== undefined && (/[+#&]/.test(one) || (isShort && /[.'’-]/.test(one) && isLatin(beyond)));
  const isTornBefore =
    isLatin(first) && (isLetter(before) || (isShort && isLatin(before)) || joins(before, text[start - 2]));
  const isTornAfter =
    (isLatin(last) || /[+#]/.test(last ?? '')) &&
    (isLetter(after) || (isShort && isLatin(after)) || joins(after, text[end + 1]));
  return !isTornBefore && !isTornAfter;
}

function isLetter(character: string | undefined): boolean {
  return isLatin(character) && !/\p{Nd}/u.test(character ?? '');
}

/** What advertisements say of themselves, unless the words around make a skill of it. */
const ofAdvertisements: Record<string, RegExp> = {
  招聘: /^(?:与|和|及)?(?:面试|流程|渠道|经验|配置|管理|工作|体系)/,
  培训: /^(?:与|和|及)?(?:开发|体系|授课|经验|管理)/,
  接待: /^(?:客户|来访|经验|礼仪)/,
  销售: /^(?:技巧|能力|经验|谈判|管理)/,
};

export function isOfAdvertisement(key: string, text: string, end: number): boolean {
  const asSkill = ofAdvertisements[key];
  return asSkill !== undefined && !asSkill.test(text.slice(end, end + 6));
}
