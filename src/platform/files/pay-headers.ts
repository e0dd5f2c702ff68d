import { words } from './column-words.ts';

/** What a column of pay is called that holds both ends in one cell. */
export const payHeaders: readonly string[] = words(
  '月薪、薪酬、工资、薪水、年薪、月工资、月收入、薪资待遇、薪酬待遇、工资待遇、薪资福利',
  '综合薪资、综合工资、薪资范围、薪酬范围、工资范围、月薪范围、薪资区间、薪酬区间、薪资水平',
  '薪酬水平、工资水平、岗位薪资、岗位薪酬、提供薪资、薪资标准、薪酬标准、工资标准、税前月薪',
  '日薪、时薪、salary、wage、wages、salary range、pay range、monthly pay、monthly salary',
  'annual salary、compensation',
);

/** How such a cell is read, for the meaning of the column. */
export const payMeaning =
  'Before tax, such as 8k-12k, 8000元/月以上, 10-15万/年 (by 12), 200元/天 (by 21.75 days a month), 25元/小时 (by 174 hours a month), 面议 (not stated); 13薪 changes nothing.';
