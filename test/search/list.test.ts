import { describe, expect, it } from 'vitest';
import type { SearchPage } from '../../src/platform/search/engine.ts';
import { checkSearchText, hasNoWord, searchList } from '../../src/platform/search/list.ts';

/** An engine that remembers what it was asked, and always has a further page. */
function engineThat(asked: { text: string; page: SearchPage }[]) {
  return {
    search: (_index: string, text: string, _filter: unknown, page: SearchPage) => {
      asked.push({ text, page });
      return Promise.resolve({ ids: ['a'], nextCursor: 'its own', total: 7 });
    },
  };
}

const request = { list: 'positions', index: 'position', filter: { op: 'TRUE' }, first: 1, after: null } as const;

describe('the search of a list', () => {
  it('hands the engine its own cursor, and takes none of another list', async () => {
    const asked: { text: string; page: SearchPage }[] = [];
    const { nextCursor } = await searchList(engineThat(asked), { ...request, text: ' 数控 ' });
    expect(nextCursor).not.toBe('its own');
    await searchList(engineThat(asked), { ...request, after: nextCursor });
    expect(asked).toEqual([
      { text: '数控', page: { first: 1, after: null } },
      { text: '', page: { first: 1, after: 'its own' } },
    ]);
    for (const after of [nextCursor, 'its own']) {
      await expect(searchList(engineThat([]), { ...request, list: 'talents', after })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        details: { path: 'after' },
      });
    }
  });

  it.each(['?', '!!', '（）', '😀', '+-*/', '·'])('finds nothing by %s, without asking the engine', async (text) => {
    const asked: { text: string; page: SearchPage }[] = [];
    expect(await searchList(engineThat(asked), { ...request, text })).toEqual({ ids: [], nextCursor: null, total: 0 });
    expect(asked).toEqual([]);
  });

  it.each(['', '  ', null, undefined])('takes %j for everything', async (text) => {
    expect((await searchList(engineThat([]), { ...request, text })).total).toBe(7);
  });

  it.each(['a\0b', '车'.repeat(201), '\ud800', '\u200b'])('refuses %j at its path', (text) => {
    expect(() => checkSearchText(text)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: expect.objectContaining({ path: 'text' }) }),
    );
  });

  it.each(['车', 'c++', '.net', '6-18', '２', 'é'])('knows a word in %s', (text) => {
    expect(hasNoWord(checkSearchText(text))).toBe(false);
  });
});
