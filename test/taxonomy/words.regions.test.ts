import { describe, expect, it } from 'vitest';
import { isCertain } from '../../src/modules/taxonomy/words/words.rules.ts';
import { candidates, codes } from './words.shipped.ts';

const certain = (text: string) => {
  const found = candidates('region', text);
  return isCertain(found) ? found[0]?.code : undefined;
};

describe('regions', () => {
  it.each([
    ['厦门', '350200'],
    ['厦门市', '350200'],
    ['集美', '350211'],
    ['福建厦门', '350200'],
    ['福建省厦门市集美区', '350211'],
    ['厦门市-集美区', '350211'],
    ['厦门·集美', '350211'],
    ['厦门 集美', '350211'],
    ['集美区（厦门市）', '350211'],
    ['廈門市集美區', '350211'],
    ['３５０２１１', '350211'],
    ['350211', '350211'],
    ['350211 集美区', '350211'],
    ['Xiamen', '350200'],
    ['XIAMEN CITY', '350200'],
    ['Xiamen, Fujian', '350200'],
    ['厦门市集美区软件园三期', '350211'],
    ['上海市南京东路300号', '310000'],
    ['江苏省南京市鼓楼区湖南路1号', '320106'],
    ['北京朝阳', '110105'],
    ['辽宁朝阳', '211300'],
    ['海南', '460000'],
    ['西安', '610100'],
    ['吉林', '220000'],
    ['吉林市', '220200'],
    ['北京市', '110000'],
    ['延边', '222400'],
    ['恩施', '422800'],
    ['浦东', '310115'],
    ['昆山', '320583'],
    ['济源', '419001'],
    ['内蒙古赤峰市', '150400'],
  ])('of %s are certain: %s', (text, code) => {
    expect(certain(text)).toBe(code);
  });

  it.each([
    ['朝阳区', ['110105', '220104']],
    ['鼓楼区', ['320106', '320302', '350102', '410204']],
    ['市中区', ['370103', '370402', '511002', '511102']],
    ['Suzhou', ['320500', '341300']],
  ])('of %s are several, none certain', (text, several) => {
    const found = candidates('region', text);
    expect(found.map(({ code }) => code).sort()).toEqual(several);
    expect(isCertain(found)).toBe(false);
    expect(found.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1);
  });

  it('are narrowed by the city that is named, or known', () => {
    expect(certain('福州市鼓楼区')).toBe('350102');
    expect(codes('region', '鼓楼区', { hints: { region: '350100' } })[0]).toBe('350102');
    expect(isCertain(candidates('region', '鼓楼区', { hints: { region: '350100' } }))).toBe(true);
    expect(codes('region', '鼓楼区', { hints: { region: '320300' } })[0]).toBe('320302');
  });

  it('of two places are both shown, the first first', () => {
    const found = candidates('region', '厦门或泉州');
    expect(found.map(({ code }) => code)).toEqual(['350200', '350500']);
    expect(isCertain(found)).toBe(false);
  });

  it.each(['', '???', '大理石', '三明治', '南京路', 'xiamenese', '不限'])('of “%s” are none', (text) => {
    expect(codes('region', text)).toEqual([]);
  });
});
