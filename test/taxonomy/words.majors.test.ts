import { describe, expect, it } from 'vitest';
import { saidMajors } from '../../src/modules/taxonomy/words/major-names.ts';
import { isCertain } from '../../src/modules/taxonomy/words/words.rules.ts';
import { candidates, codes, taxonomy } from './words.shipped.ts';

const parts = (text: string) => {
  const found = candidates('major', text);
  const starts = [...new Set(found.map(({ start }) => start))];
  return starts.map((start) => {
    const [best] = found.filter((one) => one.start === start);
    return [text.slice(best?.start, best?.end), best?.code];
  });
};

describe('majors', () => {
  it.each([
    ['460103', '460103'],
    ['080901 计算机科学与技术', '080901'],
    ['数控技术专业', '460103'],
    ['数控技术（高职）', '460103'],
    ['會計學', '120203'],
    ['机械类专业', '0802'],
    ['本科，计算机', '0809'],
    ['大专及以上，机械类专业', '0802'],
    ['人工智能技术应用方向', '510209'],
    ['机械制造与自动化', '460104'],
    ['工科', '08'],
    ['电子商务（大专）', '530701'],
    ['材料科学与工程', '080401'],
  ])('of %s are certain: %s', (text, code) => {
    expect(codes('major', text)[0]).toBe(code);
    expect(isCertain(candidates('major', text))).toBe(true);
  });

  it.each([
    ['计算机应用', ['510201', '080901']],
    ['会计电算化', ['530302']],
    ['工民建', ['081001', '440301']],
    ['软件', ['080902', '510203']],
  ])('of the old or short name %s are those of today', (text, several) => {
    expect(codes('major', text)).toEqual(expect.arrayContaining(several));
  });

  it('of one name at several levels are told apart by the education', () => {
    expect(isCertain(candidates('major', '电子商务'))).toBe(false);
    expect(codes('major', '电子商务', { hints: { education: 3 } })[0]).toBe('530701');
    expect(codes('major', '电子商务', { hints: { education: 4 } })[0]).toBe('120801');
    expect(isCertain(candidates('major', '电子商务', { hints: { education: 3 } }))).toBe(true);
  });

  it('are found part by part, and classes where those around are meant too', () => {
    expect(parts('机械、电气或自动化相关专业')).toEqual([
      ['机械', '0802'],
      ['电气', '0806'],
      ['自动化相关专业', '0808'],
    ]);
    expect(parts('机械、电气或自动化')).toContainEqual(['自动化', '080801']);
    expect(parts('会计、财务管理等相关专业')[1]).toEqual(['财务管理等相关专业', '120204']);
  });

  it('are not divided where the name itself has 及 or 与', () => {
    expect(parts('机械设计制造及其自动化、电气工程及其自动化或材料科学与工程')).toEqual([
      ['机械设计制造及其自动化', '080202'],
      ['电气工程及其自动化', '080601'],
      ['材料科学与工程', '080401'],
    ]);
  });

  it('that are only like the text are never certain', () => {
    const found = candidates('major', '计算机科学与应用');
    expect(found[0]).toMatchObject({ code: '080901', matchedBy: 'TEXT' });
    expect(isCertain(found)).toBe(false);
  });

  it.each(['', '不限', '、、、', '专业不限', '若干'])('of “%s” are none', (text) => {
    expect(codes('major', text)).toEqual([]);
  });

  it('of earlier catalogs lead to names that there are', () => {
    const missing = saidMajors.flatMap(([, names]) =>
      names.filter((name) => taxonomy.find('major', name).length === 0),
    );
    expect(missing).toEqual([]);
  });
});
