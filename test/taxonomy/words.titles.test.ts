import { describe, expect, it } from 'vitest';
import { readTitle } from '../../src/modules/taxonomy/words/title.rules.ts';
import type { TitleModel } from '../../src/modules/taxonomy/words/title-model.ts';
import { isCertain } from '../../src/modules/taxonomy/words/words.rules.ts';
import { candidates, codes, resolversWith } from './words.shipped.ts';

const resolvers = resolversWith();
const read = (text: string) => resolvers.readTitle(text);

describe('a title', () => {
  it.each([
    ['急聘CNC师傅8k-12k', 'CNC师傅', { from: 8_000, to: 12_000 }],
    ['月薪8000-12000元 焊工', '焊工', { from: 8_000, to: 12_000 }],
    ['0.8-1.2万 厨师', '厨师', { from: 8_000, to: 12_000 }],
    ['8000~1.2万厨师', '厨师', { from: 8_000, to: 12_000 }],
    ['年薪15-18万 总监', '总监', { from: 12_500, to: 15_000 }],
    ['15-18w 总监', '总监', { from: 12_500, to: 15_000 }],
    ['C++开发工程师 15k-25k·14薪', 'C++开发工程师', { from: 15_000, to: 25_000 }],
    ['8,000+销售', '销售', { from: 8_000, to: null }],
    ['收银员 月薪5000', '收银员', { from: 5_000, to: 5_000 }],
    ['保安8K', '保安', { from: 8_000, to: 8_000 }],
    ['普工300元/天', '普工', null],
    ['兼职客服20元/小时', '兼职客服', null],
    ['10KV电工', '10KV电工', null],
    ['K12老师', 'K12老师', null],
    ['5G工程师', '5G工程师', null],
    ['4S店销售', '4S店销售', null],
    ['.NET工程师', '.NET工程师', null],
    ['2024-2025届管培生', '2024-2025届管培生', null],
    ['车工12k-8k', '车工', null],
  ])('%s is %s with pay %j', (text, core, pay) => {
    expect(read(text)).toMatchObject({ core, pay });
  });

  it.each([
    ['高级电工', '电工', 4],
    ['中级焊工5名', '焊工', 3],
    ['初级钳工', '钳工', 2],
    ['电工技师', '电工', 5],
    ['车工（高级技师）', '车工', 6],
    ['汽修学徒', '汽修', 1],
    ['高级经理', '高级经理', null],
    ['高级工程师', '高级工程师', null],
    ['高级工艺工程师', '高级工艺工程师', null],
    ['康复技师', '康复技师', null],
    ['技师', '技师', null],
  ])('%s is %s of grade %s', (text, core, grade) => {
    expect(read(text)).toMatchObject({ core, grade });
  });

  it.each([
    ['招3人 客服', '客服', 3],
    ['招三人客服', '客服', 3],
    ['焊工 十二名', '焊工', 12],
    ['人力资源专员', '人力资源专员', null],
    ['无人机飞手', '无人机飞手', null],
  ])('%s is %s for %s', (text, core, headcount) => {
    expect(read(text)).toMatchObject({ core, headcount });
  });

  it.each([
    ['项目经理（杭州）', '项目经理', ['杭州']],
    ['厦门集美电工', '电工', ['厦门集美']],
    ['上海菜厨师', '上海菜厨师', []],
    ['连云港泽野机械设备招聘焊工', '焊工', ['连云港']],
    ['招聘专员', '招聘专员', []],
    ['營業員/導購，五险一金，包吃住！', '营业员/导购', []],
    ['电工\t\n厦门', '电工', ['厦门']],
    ['🌟国企-双休-营销主管🌟', '营销主管', []],
  ])('%s is %s at %j', (text, core, places) => {
    expect(read(text)).toMatchObject({ core, places });
  });

  it('keeps what stands in brackets aside', () => {
    expect(read('普工（仪表工）(J11516)')).toMatchObject({ core: '普工', asides: ['仪表工'] });
  });

  it('takes what stands in brackets where nothing else says the work', () => {
    expect(read('高级技师（钳工）')).toMatchObject({ core: '钳工', grade: 6 });
  });

  it('of nothing but noise is left as it is', () => {
    expect(readTitle('').core).toBe('');
    expect(readTitle('8k-12k')).toMatchObject({ core: '8k-12k', pay: { from: 8_000, to: 12_000 } });
  });
});

describe('occupations', () => {
  it.each([
    ['6-18-01-01', '6-18-01-01', 'CODE'],
    ['6180101', '6-18-01-01', 'CODE'],
    ['6-18-01-01车工', '6-18-01-01', 'CODE'],
    ['電工', '6-31-01-03', 'NAME'],
    ['高级电工', '6-31-01-03', 'NAME'],
    ['急招电工6-8K（厦门）', '6-31-01-03', 'NAME'],
    ['数控车工', '6-18-01-01', 'ALIAS'],
    ['诚聘数控车工 五险一金', '6-18-01-01', 'ALIAS'],
    ['急聘CNC师傅8k-12k', '6-18-01-07', 'ALIAS'],
    ['C++开发工程师 15k-25k', '2-02-10-03', 'ALIAS'],
  ])('of %s: %s by %s', (text, code, matchedBy) => {
    const found = candidates('occupation', text);
    expect(found[0]).toMatchObject({ code, matchedBy });
    expect(isCertain(found)).toBe(true);
  });

  it.each([
    ['CNC熟手', '6-18-01-07'],
    ['挖机师傅', '6-30-05-05'],
    ['叉车师傅', '6-30-05-01'],
    ['电焊师傅', '6-18-02-04'],
    ['营业员/导购', '4-01-02-03'],
    ['五金厂冲床工', '6-18-01-12'],
    ['普工（质检员）', '6-31-03-05'],
  ])('of %s are first %s', (text, code) => {
    expect(codes('occupation', text)[0]).toBe(code);
  });

  it('of 数控 in any writing have the turner among them', () => {
    expect(codes('occupation', '急聘CNC师傅8k-12k')).toContain('6-18-01-01');
  });

  it('by a part of the title or its likeness alone are never certain', () => {
    for (const text of ['五金厂冲床工', '电工电器研究', '机械手维护']) {
      expect(isCertain(candidates('occupation', text)), text).toBe(false);
    }
  });
});

describe('a title model', () => {
  const asked: string[][] = [];
  const model: TitleModel = {
    predict(texts, limit) {
      asked.push([...texts, String(limit)]);
      return texts.map(() => [
        { code: '6-18-01-01', confidence: 0.9 },
        { code: '9-99-99-99', confidence: 0.5 },
      ]);
    },
  };
  const resolve = (texts: string[]) => resolversWith(model).of('occupation').resolveAll(texts, { limit: 3 });

  it('is asked once for all texts, and answers what no name does', () => {
    const [guessed, named] = resolve(['神秘岗位', '电工']);
    expect(asked).toEqual([['神秘岗位', '电工', '3']]);
    expect(guessed?.[0]).toMatchObject({ code: '6-18-01-01', matchedBy: 'MODEL', confidence: 0.9 });
    expect(named?.[0]).toMatchObject({ code: '6-31-01-03', matchedBy: 'NAME' });
    expect(named?.[1]).toMatchObject({ code: '6-18-01-01', matchedBy: 'MODEL' });
  });

  it('makes surer what it agrees with, and may not bring codes that there are not', () => {
    const [found] = resolve(['数控车工']);
    expect(found?.[0]).toMatchObject({ code: '6-18-01-01', matchedBy: 'ALIAS', confidence: 0.9 });
    expect(found?.map(({ code }) => code)).not.toContain('9-99-99-99');
  });

  it('outweighs another name, and less so the less sure it is; a full name and what was chosen stand', () => {
    const sure = (text: string, confidence: number, own?: string) => {
      const says: TitleModel = { predict: (texts) => texts.map(() => [{ code: '6-31-01-01', confidence }]) };
      const ask = { limit: 3, own: own === undefined ? undefined : () => own };
      const [found = []] = resolversWith(says).of('occupation').resolveAll([text], ask);
      return found.map(({ code, confidence }) => [code, Math.round(confidence * 100) / 100]);
    };
    expect(sure('数控车工', 0.1)[0]).toEqual(['6-18-01-01', 0.82]);
    expect(sure('数控车工', 0.4).slice(0, 2)).toEqual([
      ['6-31-01-01', 0.4],
      ['6-18-01-01', 0.08],
    ]);
    expect(sure('电工', 0.99)[0]).toEqual(['6-31-01-03', 0.98]);
    expect(sure('数控车工', 0.99, '6-18-01-07')[0]).toEqual(['6-18-01-07', 0.97]);
  });

  it('is as sure of one candidate as of several', () => {
    const divided = [
      { code: '6-18-01-01', confidence: 0.5 },
      { code: '6-31-01-01', confidence: 0.4 },
    ];
    const says: TitleModel = { predict: (texts, limit) => texts.map(() => divided.slice(0, limit)) };
    const first = (limit: number) => resolversWith(says).of('occupation').resolveAll(['数控车工'], { limit })[0];
    expect(first(1)).toEqual(first(5)?.slice(0, 1));
    expect(first(1)).toMatchObject([{ code: '6-18-01-01', confidence: 0.5 }]);
  });
});
