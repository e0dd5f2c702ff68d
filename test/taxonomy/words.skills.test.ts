import { describe, expect, it } from 'vitest';
import { certainAt, isCertain } from '../../src/modules/taxonomy/words/words.rules.ts';
import { candidates, codes } from './words.shipped.ts';

const said = (text: string) =>
  candidates('skill', text)
    .filter(({ confidence }) => confidence >= certainAt)
    .sort((a, b) => a.start - b.start)
    .map(({ code, start, end }) => `${text.slice(start, end)} ${code}`);

describe('skills', () => {
  it.each([
    ['PLC编程', 'plc-programming'],
    ['ＰＬＣ編程', 'plc-programming'],
    ['c#', 'csharp'],
    ['C＋＋', 'cpp'],
    ['.NET', 'dotnet'],
    ['node.js', 'nodejs'],
    ['C', 'c-language'],
  ])('of the whole text %s: %s', (text, code) => {
    expect(codes('skill', text)[0]).toBe(code);
    expect(isCertain(candidates('skill', text))).toBe(true);
  });

  it.each([
    ['熟练使用PLC编程，会CAD制图，有叉车证', ['PLC编程 plc-programming', 'CAD制图 autocad', '叉车 forklift-driving']],
    ['Java, JavaScript and .NET Core', ['Java java', 'JavaScript javascript', '.NET Core dotnet']],
    ['熟悉C/C++、Go、Python', ['C c-language', 'C++ cpp', 'Go go', 'Python python']],
    ['AutoCAD2014', ['AutoCAD autocad']],
    ['熟练操作数控车床', ['数控车 cnc-turning']],
  ])('are found in %s', (text, skills) => {
    expect(said(text)).toEqual(skills);
  });

  it.each([
    ['CNC操作3年', 'c-language'],
    ['R&D engineer', 'r-language'],
    ['go to work, let it go', 'go'],
    ['Going there', 'go'],
    ['负责公司招聘CNC师傅', 'recruitment-interviewing'],
    ['JavaScript', 'java'],
    ['C1驾照', 'c-language'],
  ])('are not torn out of %s: no %s', (text, code) => {
    expect(said(text).map((one) => one.split(' ').at(-1))).not.toContain(code);
  });

  it.each(['不要求CAD', '不要求PLC、CAD', '无需CAD基础', 'CAD不限', '不会CAD', '没有用过CAD', 'no CAD needed'])(
    'that %s waives are not asked',
    (text) => {
      const cad = candidates('skill', text).find(({ code }) => code === 'autocad');
      expect(cad).toMatchObject({ negated: true });
      expect(cad?.confidence).toBeLessThan(certainAt / 2);
      expect(isCertain(candidates('skill', text))).toBe(false);
    },
  );

  it.each(['不要求PLC，会CAD', '不要求PLC但会CAD', '不仅会PLC还会CAD', '学历不限，会CAD'])(
    'that %s asks beside something waived are asked',
    (text) => {
      expect(candidates('skill', text).find(({ code }) => code === 'autocad')).toMatchObject({ negated: false });
    },
  );

  it('asked once and waived once are asked', () => {
    const found = candidates('skill', '会CAD；本岗不要求CAD');
    expect(found.filter(({ code }) => code === 'autocad')).toMatchObject([{ negated: false }]);
  });

  it('in English prose of small letters are never certain', () => {
    expect(said('you should excel at talking to people and like to travel')).toEqual([]);
  });

  it('of long texts keep their places', () => {
    const text = `${'负责生产线设备的日常维护保养。'.repeat(600)}熟练使用PLC编程`;
    const [found] = candidates('skill', text, { limit: 50 }).filter(({ code }) => code === 'plc-programming');
    expect(text.slice(found?.start, found?.end)).toBe('PLC编程');
  });

  it('that an organization has named are found between commas', () => {
    const own = (key: string) => (key === '打孔活' ? 'drilling' : undefined);
    const [found] = candidates('skill', '会打字，打孔活，开车', { own }).filter(
      ({ matchedBy }) => matchedBy === 'ORGANIZATION',
    );
    expect(found).toMatchObject({ code: 'drilling', start: 4, end: 7 });
  });
});
