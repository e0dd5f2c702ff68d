import { expect, test } from 'vitest';
import { ConceptCells, readEdition, Taxonomy } from '../../src/modules/taxonomy/index.ts';
import { Cells } from '../../src/platform/files/cells.ts';

const { concepts, substitutes, occupationSkills, occupationLicences } = readEdition();
const records = concepts.map((concept) => ({ ...concept, edition: 'test', retiredIn: null, successors: [] }));
const cells = new ConceptCells(new Taxonomy(records, { substitutes, occupationSkills, occupationLicences }));

function cell(text: string): Cells {
  return new Cells(new Map([['x', 0]]), [text]);
}

test.each([
  ['本科及以上', 4],
  ['大专以上', 3],
  ['大专（含）以上', 3],
  ['大专及以上（含大专）', 3],
  ['大专以上学历', 3],
  ['全日制本科', 4],
  ['统招本科', 4],
  ['硕士研究生', 5],
  ['研究生及以上学历', 5],
  ['中专/高中', 2],
  ['高中、中专或技校', 2],
  ['高中（中专、技校）', 2],
  ['本科或硕士', 4],
  ['初中及以下', 1],
  ['Ｂachelor', 4],
  ['不限', null],
  ['学历不限', null],
  ['无', null],
  ['', null],
])('education %j is level %j', (text, level) => expect(cells.number(cell(text), 'x', 'education')).toBe(level));

test.each([
  ['高级工（三级）', 4],
  ['三级/高级工', 4],
  ['高级工/三级', 4],
  ['中级及以上', 3],
  ['高级工及以上', 4],
  ['职业资格三级', 4],
  ['技师（二级）以上', 5],
  ['初级', 2],
  ['不限', null],
])('grade %j is %j', (text, grade) => expect(cells.number(cell(text), 'x', 'grade')).toBe(grade));

test('what is no level, and what says two of one thing, is refused at its column', () => {
  for (const [text, scheme] of [
    ['本科以下', 'education'],
    ['聪明', 'education'],
    ['高级工（四级）', 'grade'],
    ['中级职称', 'grade'],
    ['大'.repeat(5_000), 'education'],
  ] as const)
    expect(() => cells.number(cell(text), 'x', scheme)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: expect.objectContaining({ path: 'x' }) }),
    );
});

test.each([
  ['电气工程及其自动化', ['电气工程及其自动化']],
  ['机械工程、软件工程', ['机械工程', '软件工程']],
  ['机械工程/软件工程', ['机械工程', '软件工程']],
  ['机械工程，软件工程；会计学', ['机械工程', '软件工程', '会计学']],
  ['机械工程 软件工程', ['机械工程', '软件工程']],
  ['机械工程或软件工程', ['机械工程', '软件工程']],
  ['机械设计制造及其自动化及电气工程及其自动化', ['机械设计制造及其自动化', '电气工程及其自动化']],
  ['计算机科学与技术和软件工程等相关专业', ['计算机科学与技术', '软件工程']],
  ['软件工程专业', ['软件工程']],
  ['机械工程、相关专业', ['机械工程']],
  ['相关专业', []],
  ['不限专业', []],
  ['专业不限', []],
  ['不限', []],
  ['/', []],
])('majors %j are %j', (text, names) => expect(cells.listed(cell(text), 'x', 'major')).toEqual(names));

test('a cell of a megabyte of conjunctions is looked at no longer than any other', () => {
  const begin = performance.now();
  expect(cells.listed(cell('及和或'.repeat(300_000)), 'x', 'major')).toHaveLength(1);
  expect(() => cells.number(cell('学历'.repeat(400_000)), 'x', 'education')).toThrow();
  expect(performance.now() - begin).toBeLessThan(2_000);
});
