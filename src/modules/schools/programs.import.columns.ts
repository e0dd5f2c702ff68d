import { withWords } from '../../platform/files/column-words.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { mentionColumns } from '../accounts/index.ts';
import { programHeaders } from './programs.import.headers.ts';
import { schoolKindMeaning } from './schools.import.words.ts';

export const schoolWords = {
  column: 'school',
  kind: 'SCHOOL',
  noun: 'school',
  headers: { reference: '院校编号', name: '院校名称', creditCode: '院校信用代码', region: '院校所在地' },
  examples: { reference: '', name: '示例职业技术学院', creditCode: '', region: '350200' },
  otherwise: 'it must be given then.',
} as const;

const figure = (name: string, header: string, meaning: string, example: string): ColumnDeclaration => ({
  name,
  header,
  meaning,
  example,
});

const count = (...of: Parameters<typeof figure>): ColumnDeclaration => ({ ...figure(...of), isNumber: true });

const columns: readonly ColumnDeclaration[] = [
  {
    name: 'externalId',
    header: '专业点编号',
    further: ['编号'],
    meaning:
      'The school’s own number of the program, unique for the school. In a file without this column a program is known by its school, name and level.',
    example: 'G-0001',
  },
  ...mentionColumns(schoolWords),
  {
    name: 'schoolKind',
    header: '院校类型',
    meaning: `Kind of a new school: ${schoolKindMeaning}`,
    example: '高职院校',
  },
  {
    name: 'name',
    header: '专业点名称',
    further: ['名称'],
    required: true,
    meaning: 'The name that the school gives it.',
    example: '数控技术（三年制）',
  },
  {
    name: 'major',
    header: '专业',
    further: ['专业名称', '专业代码'],
    required: true,
    meaning: 'The major, code or name.',
    example: '数控技术',
  },
  {
    name: 'level',
    header: '学历层次',
    further: ['学历'],
    required: true,
    meaning: 'Level of its graduates: 1 初中及以下 to 6 博士, or a name of it.',
    example: '大专',
  },
  {
    name: 'years',
    header: '学制(年)',
    further: ['学制'],
    required: true,
    isNumber: true,
    meaning: 'Length in years, such as 3 or 3.5.',
    example: '3',
  },
  {
    name: 'kind',
    header: '办学形式',
    meaning: 'FULL_TIME 全日制 (when empty), PART_TIME 非全日制, ORDER_CLASS 订单班, NAMED_CLASS 冠名班.',
    example: '全日制',
  },
  {
    name: 'firm',
    header: '合作企业',
    meaning: 'The employer of an order or named class: external id, credit code or exact name.',
    example: '',
  },
  {
    name: 'skills',
    header: '培养技能',
    meaning: 'Skills that it teaches, code or name, divided by ;',
    example: '数控车削;普通车床操作',
  },
  { name: 'status', header: '状态', meaning: 'RUNNING 在办 (when empty), PAUSED 停招, CLOSED 撤销.', example: '在办' },
  count('year', '年份', 'Year of the four figures that follow.', '2025'),
  count('places', '计划招生数', 'Places planned in the year.', '50'),
  count('enrolled', '实际招生数', 'Enrolled in the year.', '47'),
  count('graduatesDue', '应毕业人数', 'Due to graduate in the year.', '44'),
  count('graduatesActual', '实际毕业人数', 'Graduated in the year.', '42'),
  figure(
    'figures',
    '其他年份',
    'Further years: year:places:enrolled:due:graduated, divided by ; (an unknown figure stays empty).',
    '2026:55::46:',
  ),
  figure(
    'outcomes',
    '就业去向',
    'Where graduates went: year:occupation:count:of them in the city, divided by ;',
    '2025:车工:20:15',
  ),
];

export const programColumns: readonly ColumnDeclaration[] = withWords(columns, programHeaders);
