import { withWords } from '../../platform/files/column-words.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { schoolHeaders } from './schools.import.headers.ts';
import { schoolKindMeaning } from './schools.import.words.ts';

const columns: readonly ColumnDeclaration[] = [
  {
    name: 'externalId',
    header: '院校编号',
    further: ['编号', '学校编号', '学校标识码'],
    required: true,
    meaning: 'Your number of the school, unique among all organizations.',
    example: 'S-0001',
  },
  {
    name: 'name',
    header: '院校名称',
    further: ['学校名称', '名称'],
    required: true,
    meaning: 'The registered name.',
    example: '示例职业技术学院',
  },
  {
    name: 'kind',
    header: '院校类型',
    further: ['学校类型', '类型'],
    required: true,
    meaning: schoolKindMeaning,
    example: '高职院校',
  },
  {
    name: 'region',
    header: '所在地',
    further: ['地区'],
    required: true,
    meaning: 'Region of the seat, code or name.',
    example: '350200',
  },
  {
    name: 'creditCode',
    header: '统一社会信用代码',
    meaning: 'Unified social credit code, 18 characters.',
    example: '',
  },
  { name: 'tierTags', header: '层次标签', meaning: 'Official tiers, divided by ;', example: '双高' },
  { name: 'industry', header: '行业', meaning: 'Industry, code or name.', example: '83' },
  { name: 'size', header: '教职工人数', isNumber: true, meaning: 'Employees.', example: '420' },
  { name: 'summary', header: '简介', meaning: 'Public description.', example: '示例院校。' },
  { name: 'site', header: '网站', meaning: 'Web site, http or https.', example: 'https://school.example.org/' },
  {
    name: 'verified',
    header: '已核验',
    meaning: 'Whether a new one counts as verified; 否 when empty, and an office verifies it.',
    example: '是',
  },
];

export const schoolColumns: readonly ColumnDeclaration[] = withWords(columns, schoolHeaders);
