import { withWords } from '../../platform/files/column-words.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { payMeaning } from '../../platform/files/pay-headers.ts';
import { mentionColumns } from '../accounts/index.ts';
import { catalogHeaders } from './catalogs.import.headers.ts';

export const issuerWords = {
  column: 'issuer',
  kind: 'OFFICE',
  noun: 'issuing office',
  headers: { reference: '发布机构编号', name: '发布机构', creditCode: '发布机构信用代码', region: '发布机构地区' },
  examples: { reference: '', name: '示例市人才服务中心', creditCode: '', region: '350200' },
  otherwise: 'that of the catalog when empty.',
} as const;

/** Of the catalog as a whole. */
export const headColumns: readonly ColumnDeclaration[] = [
  {
    name: 'catalog',
    header: '目录编号',
    required: true,
    meaning:
      'The office’s own number of the catalog. Empty: as in the row above, and so are the other columns of the catalog.',
    example: 'C-2026',
  },
  ...mentionColumns(issuerWords),
  {
    name: 'region',
    header: '适用地区',
    further: ['地区'],
    required: true,
    meaning: 'Region that it is for, code or name.',
    example: '350200',
  },
  {
    name: 'title',
    header: '目录名称',
    further: ['标题'],
    required: true,
    meaning: 'The title.',
    example: '示例市2026年紧缺职业目录',
  },
  {
    name: 'mode',
    header: '与上级目录关系',
    meaning: 'ADDS 补充 (when empty) to the catalogs of the regions around, or REPLACES 替代 them.',
    example: '补充',
  },
  {
    name: 'validFrom',
    header: '生效日期',
    required: true,
    meaning: 'First day on which it speaks.',
    example: '2026-01-01',
  },
  { name: 'validTo', header: '失效日期', meaning: 'Last day; empty: until it is superseded.', example: '2026-12-31' },
  {
    name: 'edition',
    header: '版本',
    further: ['年度'],
    required: true,
    meaning: 'The edition as you count it.',
    example: '2026',
  },
  {
    name: 'status',
    header: '状态',
    meaning: 'PUBLISHED 已发布 (when empty), DRAFT 草稿 or REVIEW 审核中.',
    example: '已发布',
  },
];

const entryColumns: readonly ColumnDeclaration[] = [
  {
    name: 'occupation',
    header: '职业',
    further: ['职业名称', '职业代码'],
    required: true,
    meaning: 'The occupation, code of any level or name.',
    example: '车工',
  },
  { name: 'tradeName', header: '工种', further: ['岗位名称'], meaning: 'What you call it.', example: '数控车床操作工' },
  {
    name: 'level',
    header: '紧缺程度',
    meaning: 'ORDINARY 一般, SHORT 紧缺 (when empty), VERY_SHORT 非常紧缺.',
    example: '非常紧缺',
  },
  { name: 'headcount', header: '需求人数', isNumber: true, meaning: 'People wanted, at least 1.', example: '300' },
  {
    name: 'majors',
    header: '对应专业',
    further: ['专业'],
    meaning: 'Majors, code or name, divided by ;',
    example: '数控技术',
  },
  {
    name: 'education',
    header: '学历要求',
    further: ['学历'],
    meaning: 'Least education: 1 to 6, or a name of it.',
    example: '大专',
  },
  {
    name: 'grade',
    header: '技能等级要求',
    further: ['技能等级'],
    meaning: 'Least skill grade: 1 to 8, or a name of it.',
    example: '高级工',
  },
  {
    name: 'schools',
    header: '对接院校',
    meaning: 'Schools from which people are wanted, divided by ;',
    example: '示例职业技术学院',
  },
  {
    name: 'payFrom',
    header: '薪资下限(元/月)',
    further: ['薪资下限'],
    isNumber: true,
    meaning: 'Lower end of the pay in yuan a month.',
    example: '7000',
  },
  {
    name: 'payTo',
    header: '薪资上限(元/月)',
    further: ['薪资上限'],
    isNumber: true,
    meaning: 'Upper end of the pay in yuan a month.',
    example: '12000',
  },
  {
    name: 'pay',
    header: '薪资',
    isOnlyRead: true,
    meaning: `Both ends in one cell, where the two columns before are empty. ${payMeaning}`,
    example: '',
  },
  { name: 'remark', header: '备注', meaning: 'What else there is to say.', example: '' },
  {
    name: 'withdraws',
    header: '撤销上级条目',
    meaning: '是: takes out the entry of the regions around instead; 否 when empty.',
    example: '否',
  },
];

export const catalogColumns: readonly ColumnDeclaration[] = withWords(
  [...headColumns, ...entryColumns],
  catalogHeaders,
);
