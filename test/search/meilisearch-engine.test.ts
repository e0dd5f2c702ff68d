import { beforeAll, describe, expect, it } from 'vitest';
import type { Filter } from '../../src/platform/search/engine.ts';
import { MeiliEngine } from '../../src/platform/search/meili/engine.ts';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { corpus } from '../contract/corpus.ts';
import { followed } from '../contract/loaded.ts';
import { testDatabase } from '../support/database.ts';
import { noMeili, testMeili } from '../support/meili-server.ts';

const all: Filter = { op: 'TRUE' };

if (noMeili) it.skip(`Meilisearch answers by itself (${noMeili})`);
else
  describe('What Meilisearch answers by itself', async () => {
    const db = await testDatabase();
    const meili = await testMeili();
    const parts = await followed(db, meili);
    const { engine, postgres, client, fields, load } = parts;
    const texts = [
      ['数控车工', '机床'],
      ['數控車工', '操作'],
      ['C++ 工程师', '后端'],
      ['C# 工程师', '桌面'],
      ['会计', '数控以外，车间之内'],
      ['护士', '住院部'],
    ];

    beforeAll(async () => {
      await load(corpus(texts.length).map((document, place) => ({ ...document, text: texts[place] ?? [] })));
    });

    const find = async (asked: typeof engine | typeof postgres, text: string) => {
      const { ids, total } = await asked.search('talent', text, all, { first: 10, after: null });
      expect(total).toBe(ids.length);
      const { rows } = await db.pool.query<{ id: string; title: string }>(
        `SELECT id, texts->>0 AS title FROM search_document WHERE id = ANY($1)`,
        [ids],
      );
      return ids.map((id) => rows.find((row) => row.id === id)?.title);
    };

    it.each(['数控', '數控', '车工', '数控车工', '護士', 'c++', '工程师', '机床', '沒有'])(
      'finds by the words “%s” whoever PostgreSQL finds',
      async (text) => {
        const found = await find(engine, text);
        expect(found).toEqual(expect.arrayContaining(await find(postgres, text)));
        if (text === '沒有') expect(found).toEqual([]);
        else expect(found.length).toBeGreaterThan(0);
      },
    );

    it('puts what has the words in its title first', async () => {
      expect((await find(engine, '数控')).slice(0, 2).sort()).toEqual(['数控车工', '數控車工'].sort());
    });

    it('refuses a facet that may be cut, instead of counting wrongly', async () => {
      const uid = indexNames(fields.of('talent'), meili.prefix).inService;
      const set = (maxValuesPerFacet: number) =>
        client.change((to) => to.index(uid).updateSettings({ faceting: { maxValuesPerFacet } }));
      const count = { index: 'talent', filter: all, axes: ['region'], measures: [{ op: 'COUNT' }] } as const;
      const [cells] = await engine.count([count]);
      expect(cells?.length).toBeGreaterThan(2);
      const options = {
        clients: [client] as const,
        fields,
        postgres,
        rebuild: engine.rebuild,
        status: engine.status,
        prefix: meili.prefix,
      };
      const narrow = new MeiliEngine({ ...options, mostValues: 2 });
      await client.settled(await set(2));
      await expect(narrow.count([count])).rejects.toThrow(/maxValuesPerFacet/);
      await client.settled(await set(100_000));
      expect(await engine.count([count])).toEqual([cells]);
    });
  });
