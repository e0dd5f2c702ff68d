import { withWords } from '../../platform/files/column-words.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { payMeaning } from '../../platform/files/pay-headers.ts';
import { mentionColumns } from '../accounts/index.ts';
import { conditionColumns } from './positions.import.conditions.ts';
import { positionHeaders } from './positions.import.headers.ts';
import { originColumns } from './positions.import.origin.ts';

export const employerWords = {
  column: 'employer',
  kind: 'EMPLOYER',
  noun: 'employer',
  headers: { reference: '单位编号', name: '单位名称', creditCode: '统一社会信用代码', region: '单位所在地' },
  examples: { reference: '', name: '示例机械有限公司', creditCode: '', region: '350200' },
  otherwise: 'that of the position when empty.',
} as const;

const what: ColumnDeclaration[] = [
  {
    name: 'externalId',
    header: '岗位编号',
    further: ['编号'],
    meaning:
      'The employer’s own number of the position, unique for the employer. In a file without this column a position is known by its employer, title and region.',
    example: 'P-0001',
  },
  {
    name: 'title',
    header: '岗位名称',
    further: ['职位', '职位名称'],
    required: true,
    meaning: 'The title as written.',
    example: '数控车工',
  },
  {
    name: 'occupation',
    header: '职业',
    meaning: 'The occupation: code of any level, name, or a word for it. When empty, the one that the title names.',
    example: '车工',
  },
  {
    name: 'description',
    header: '岗位描述',
    further: ['职责', '岗位职责'],
    meaning: 'Duties and terms.',
    example: '轴类零件加工，两班倒。',
  },
  {
    name: 'headcount',
    header: '招聘人数',
    further: ['人数', '需求人数'],
    required: true,
    isNumber: true,
    meaning: 'Places in all, at least 1; 5人 is 5.',
    example: '5',
  },
  { name: 'filled', header: '已到岗人数', isNumber: true, meaning: 'Places filled; 0 when empty.', example: '0' },
  {
    name: 'region',
    header: '工作地区',
    further: ['工作地点'],
    required: true,
    meaning: 'Region of the work, code or name.',
    example: '350211',
  },
  { name: 'industry', header: '行业', meaning: 'Industry, code or name; the employer’s when empty.', example: '34' },
  {
    name: 'payFrom',
    header: '薪资下限(元/月)',
    further: ['薪资下限', '最低薪资'],
    isNumber: true,
    meaning: 'Lower end of the pay in yuan a month before tax.',
    example: '7000',
  },
  {
    name: 'payTo',
    header: '薪资上限(元/月)',
    further: ['薪资上限', '最高薪资'],
    isNumber: true,
    meaning: 'Upper end of the pay in yuan a month before tax.',
    example: '9500.50',
  },
  {
    name: 'pay',
    header: '薪资',
    isOnlyRead: true,
    meaning: `Both ends in one cell, where the two columns before are empty. ${payMeaning}`,
    example: '',
  },
  {
    name: 'kind',
    header: '工作性质',
    meaning: '全职 (when empty), 兼职, 实习, 临时 or 灵活; FULL, PART …',
    example: '全职',
  },
  { name: 'startFrom', header: '到岗日期', meaning: 'First day of work.', example: '' },
];

const asked: ColumnDeclaration[] = [
  {
    name: 'education',
    header: '学历要求',
    further: ['学历'],
    meaning: 'Least education: 1 初中及以下 to 6 博士, or a name of it, as 本科及以上, 中专/高中, 不限.',
    example: '高中',
  },
  {
    name: 'majors',
    header: '专业要求',
    further: ['专业'],
    meaning: 'Majors, any of them, divided by ; 、 or /',
    example: '数控技术',
  },
  {
    name: 'grade',
    header: '技能等级要求',
    further: ['技能等级'],
    meaning: 'Least skill grade: 1 学徒工 to 8 首席技师, or a name, as 高级工（三级）, 中级及以上.',
    example: '中级工',
  },
  { name: 'titleSeries', header: '职称系列', meaning: 'Series of the professional title asked.', example: '' },
  {
    name: 'titleRank',
    header: '职称级别',
    meaning: 'Its least rank: 1 员级, 2 助理级, 3 中级, 4 副高级, 5 正高级.',
    example: '',
  },
  {
    name: 'experienceMonths',
    header: '经验要求(月)',
    further: ['经验要求'],
    isNumber: true,
    meaning: 'Least experience asked: months; or with its unit, as 3年以上, 1-3年, 半年, 不限.',
    example: '12',
  },
  {
    name: 'mustHave',
    header: '必备技能',
    meaning: 'Skills that are a must, each with :level 1–5 where one is asked, divided by ;',
    example: '数控车削:3',
  },
  {
    name: 'niceToHave',
    header: '优先技能',
    meaning: 'Skills that are welcome, the same way.',
    example: '普通车床操作',
  },
  {
    name: 'licences',
    header: '执业资格',
    further: ['证书要求'],
    meaning: 'Licences asked, all of them, divided by ;',
    example: '',
  },
  {
    name: 'hardFilters',
    header: '硬性条件',
    meaning:
      'Demands without exception: EDUCATION 学历, MAJORS 专业, GRADE 技能等级, LICENCES 执业资格, REGION 地区, EXPERIENCE 经验.',
    example: '技能等级',
  },
];

const when: ColumnDeclaration[] = [
  {
    name: 'opensOn',
    header: '发布日期',
    further: ['开始日期'],
    required: true,
    meaning: 'First day on which it is open.',
    example: '2026-01-05',
  },
  {
    name: 'closesOn',
    header: '截止日期',
    further: ['结束日期'],
    meaning: 'Last day on which it is open.',
    example: '2035-12-31',
  },
  {
    name: 'status',
    header: '状态',
    meaning: 'PUBLISHED 已发布 (when empty), DRAFT 草稿 or CLOSED 已关闭.',
    example: '已发布',
  },
  { name: 'closedReason', header: '关闭原因', meaning: 'Why it was closed; with CLOSED only.', example: '' },
];

export const positionColumns: readonly ColumnDeclaration[] = withWords(
  [
    ...what.slice(0, 1),
    ...mentionColumns(employerWords),
    ...what.slice(1),
    ...asked,
    ...conditionColumns,
    ...when,
    ...originColumns,
  ],
  positionHeaders,
);
