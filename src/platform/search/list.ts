import { decodeListCursor, encodeListCursor } from '../../kernel/page.ts';
import { inLines, optionalText } from '../../kernel/text.ts';
import type { Filter, SearchAnswer, SearchEngine, SearchIndex } from './engine.ts';
import { wordsOfQuery } from './segment.ts';

const longestText = 200;

/** What a list is searched by; empty for all of it. @throws BAD_INPUT at `path` for one that is too long or broken. */
export function checkSearchText(text: string | null | undefined, path = 'text'): string {
  return optionalText(text, path, longestText, inLines) ?? '';
}

/** Something is asked that no text is found by, such as `???`: that finds nothing, rather than all. */
export function hasNoWord(checkedText: string): boolean {
  return checkedText !== '' && wordsOfQuery(checkedText).length === 0;
}

export interface ListSearch {
  /** The list's name, which its cursors carry: the engines' fit any list. */
  list: string;
  index: SearchIndex;
  text?: string | null | undefined;
  filter: Filter;
  first: number;
  after: string | null;
}

/** A page of a list out of the engine. @throws BAD_INPUT for a text that cannot be searched, or a cursor of another list. */
export async function searchList(
  engine: Pick<SearchEngine, 'search'>,
  { list, index, text, filter, first, after }: ListSearch,
): Promise<SearchAnswer> {
  const words = checkSearchText(text);
  const before = after === null ? null : String(decodeListCursor(list, after, 1)[0]);
  if (hasNoWord(words)) return { ids: [], nextCursor: null, total: 0 };
  const found = await engine.search(index, words, filter, { first, after: before });
  return { ...found, nextCursor: found.nextCursor === null ? null : encodeListCursor(list, [found.nextCursor]) };
}
