/**
 * Lists within a cell: items between ; ； | and ends of lines, parts of an item between : and ：. A part that holds such a
 * sign itself stands in double quotes, with each of its own quotes twice, as in CSV. Quotes elsewhere are but characters.
 */

const endOfItem = /[;；|\n\r]/;
const endOfWord = /[;；|\n\r、]/;
const endOfPart = /[:：]/;
const anyEnd = /[;；|\n\r、:：]/;
/** A whole part in quotes, from where the part begins. */
const quotedPart = /[^\S\n\r]*"((?:[^"]|"")*)"[^\S\n\r]*(?=[;；|\n\r、:：]|$)/y;
const needsQuotes = /[;；|\n\r、:："]/;
/** What people write into a cell that has nothing to say. */
const emptyWords = /^([-–—−/\\]+|无|暂无|没有|未填|n\/a|null|nil)$/i;

/** The items of a list, trimmed, empty ones left out; their parts keep their quotes. */
export function itemsIn(text: string): string[] {
  return divided(text, endOfItem).flatMap((item) => item.trim() || []);
}

/** The items of a list of single words, between 、 as well; without their quotes. */
export function wordsIn(text: string): string[] {
  return divided(text, endOfWord).flatMap((word) => unquoted(word) || []);
}

/** The parts of an item, trimmed; with their quotes. */
export function partsIn(item: string): string[] {
  return divided(item, endOfPart).map((part) => part.trim());
}

/** Whether the part as a whole stands in quotes: it is to be taken as it is written. */
export function isQuoted(part: string): boolean {
  quotedPart.lastIndex = 0;
  return part.startsWith('"') && quotedPart.test(part) && quotedPart.lastIndex === part.length;
}

/** What a part says. */
export function unquoted(part: string): string {
  const text = part.trim();
  return isQuoted(text) ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
}

/** Whether a cell or a part of one is filled in only because something had to stand there. */
export function saysNothing(text: string): boolean {
  return emptyWords.test(text.normalize('NFKC'));
}

/** Whether a text stands in a list as it is. */
export function isPlain(text: string): boolean {
  return !needsQuotes.test(text) && !saysNothing(text);
}

/** Text as a part of an item that reads as this text again. */
export function quoted(text: string): string {
  return isPlain(text) ? text : inQuotes(text);
}

export function inQuotes(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Text at signs that do not stand in quotes. */
export function divided(text: string, end: RegExp): string[] {
  if (!text.includes('"')) return text.split(end);
  const found: string[] = [];
  let start = 0;
  let isBegin = true;
  for (let at = 0; at < text.length; at += 1) {
    quotedPart.lastIndex = at;
    if (isBegin && quotedPart.test(text)) at = quotedPart.lastIndex;
    const sign = text.charAt(at);
    isBegin = anyEnd.test(sign);
    if (!isBegin || !end.test(sign)) continue;
    found.push(text.slice(start, at));
    start = at + 1;
  }
  found.push(text.slice(start));
  return found;
}
