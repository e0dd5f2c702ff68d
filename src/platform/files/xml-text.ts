/** The little XML that a workbook needs: its parts are written by programs, without comments and with few entities. */

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Text with its entities and with the signs that XML cannot hold, which workbooks write as _x000D_. */
export function unescaped(text: string): string {
  const plain = text.includes('&') ? text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, entityText) : text;
  if (!plain.includes('_x')) return plain;
  return plain.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function entityText(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return entities[name] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** The opening tags of a name, with any prefix. */
export function tagsOf(xml: string, name: string): string[] {
  return xml.match(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>`, 'g')) ?? [];
}

/** The value of a tag's attribute; empty for none. */
export function attribute(tag: string, name: string): string {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag) ?? [];
  return unescaped(double ?? single ?? '');
}

const shownText = /<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g;
const soundOfText = /<(?:\w+:)?rPh\b.*?<\/(?:\w+:)?rPh>/gs;

/** The text of a string in pieces of different looks, without how it is said. */
export function richText(xml: string): string {
  let text = '';
  for (const [, piece = ''] of (xml.includes('rPh') ? xml.replace(soundOfText, '') : xml).matchAll(shownText))
    text += piece;
  return unescaped(text);
}

/**
 * The elements of a name as they come, each with its attributes and what it holds; what is not whole yet waits for more.
 * @param most a longer one is none that a table has
 */
export async function* elementsOf(
  xml: AsyncIterable<Buffer>,
  name: string,
  most: number,
  tooLong: () => Error,
): AsyncGenerator<{ attributes: string; content: string }[]> {
  const decoder = new TextDecoder();
  const form = new RegExp(`<(?:\\w+:)?${name}((?:\\s[^>]*?)?)(?:/>|>(.*?)</(?:\\w+:)?${name}>)`, 'gs');
  let text = '';
  for await (const bytes of xml) {
    text += decoder.decode(bytes, { stream: true });
    const end = text.lastIndexOf(`${name}>`) + name.length + 1;
    if (end <= name.length && text.length < most) continue;
    const whole = text.slice(0, end);
    let seen = 0;
    const found: { attributes: string; content: string }[] = [];
    for (const { index, 0: all, 1: attributes = '', 2: content = '' } of whole.matchAll(form)) {
      found.push({ attributes, content });
      seen = index + all.length;
    }
    text = text.slice(seen);
    if (text.length > most) throw tooLong();
    if (found.length > 0) yield found;
  }
}
