import { withWords } from '../../platform/files/column-words.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { mentionColumns } from '../accounts/index.ts';
import { talentHeaders } from './talents.import.headers.ts';
import { consentColumns, wishColumns } from './talents.import.wishes.ts';

export const keeperWords = {
  column: 'keeper',
  kind: 'OFFICE',
  noun: 'keeper',
  headers: { reference: '保管机构', name: '保管机构名称', creditCode: '保管机构信用代码', region: '保管机构地区' },
  examples: { reference: '', name: '示例市人才服务中心', creditCode: '', region: '350200' },
  otherwise: 'a new keeper is made as an office, and it must be given then.',
} as const;

const person: ColumnDeclaration[] = [
  {
    name: 'externalId',
    header: '编号',
    further: ['人才编号'],
    meaning:
      'The keeper’s own number of the record, unique for the keeper. In a file without this column a person is known by name and telephone number, else by name and e-mail address.',
    example: 'T-0001',
  },
  { name: 'name', header: '姓名', required: true, meaning: 'The person’s name.', example: '林小雨' },
  {
    name: 'phone',
    header: '手机',
    further: ['电话', '手机号', '联系电话'],
    meaning: 'Telephone number.',
    example: '13800138000',
  },
  { name: 'email', header: '邮箱', further: ['电子邮箱'], meaning: 'E-mail address.', example: 'lin@example.org' },
  {
    name: 'birthYear',
    header: '出生年份',
    isNumber: true,
    meaning: 'Year or day of birth, of which the year is kept, for statistics only.',
    example: '1995',
  },
  {
    name: 'residence',
    header: '常住地',
    further: ['居住地', '现居住地', '所在地'],
    meaning: 'Region of residence, code or name.',
    example: '350211',
  },
];

const education: ColumnDeclaration[] = [
  {
    name: 'education',
    header: '学历',
    meaning:
      'Level of the latest education: 1 初中及以下, 2 高中/中职, 3 大专/高职, 4 本科, 5 硕士, 6 博士, or a name of it.',
    example: '大专',
  },
  {
    name: 'school',
    header: '毕业院校',
    further: ['院校', '学校'],
    meaning:
      'Its school: external id, credit code or name; a name that is not known here, or in quotes, is kept as written.',
    example: '示例职业技术学院',
  },
  { name: 'major', header: '专业', meaning: 'Its major, code or name.', example: '数控技术' },
  { name: 'studyFrom', header: '入学日期', meaning: 'Its first day.', example: '2013-09-01' },
  { name: 'studyTo', header: '毕业日期', meaning: 'Its last day.', example: '2016-06-30' },
  { name: 'graduated', header: '是否毕业', meaning: 'Whether it was completed; 是 when empty.', example: '是' },
  {
    name: 'educations',
    header: '其他学历',
    meaning: 'Further educations: level:major:from:to:school:graduated, divided by ; (the last 是 when left out).',
    example: '高中::2010-09-01:2013-06-30:示例中学',
  },
];

const work: ColumnDeclaration[] = [
  {
    name: 'jobTitle',
    header: '岗位名称',
    further: ['职务', '现任岗位'],
    meaning: 'Title of the latest job as written.',
    example: '数控车床操作',
  },
  { name: 'jobOccupation', header: '职业', meaning: 'Its occupation, code or name.', example: '车工' },
  { name: 'jobEmployer', header: '工作单位', meaning: 'Its employer as written.', example: '示例机械有限公司' },
  { name: 'jobFrom', header: '入职日期', meaning: 'Its first day.', example: '2019/3/1' },
  { name: 'jobTo', header: '离职日期', meaning: 'Its last day; empty while it lasts.', example: '' },
  {
    name: 'experiences',
    header: '其他工作经历',
    meaning: 'Further jobs: title:occupation:from:to:employer, divided by ;',
    example: '车床学徒:车工:2016-07-01:2019-02-28:示例五金厂',
  },
];

const can: ColumnDeclaration[] = [
  {
    name: 'skills',
    header: '技能',
    meaning: 'Skills, code or name, each with :level 1–5, * for “wants to use” and :source as they apply, divided by ;',
    example: '数控车削:4*;普通车床操作:3',
  },
  { name: 'certifiedSkills', header: '持证技能', meaning: 'The same, for skills with a certificate.', example: '' },
  {
    name: 'verifiedSkills',
    header: '已核实技能',
    meaning: 'The same, for skills that an employer or school has verified.',
    example: '',
  },
  { name: 'inferredSkills', header: '推断技能', meaning: 'The same, for skills that were inferred.', example: '' },
  {
    name: 'grades',
    header: '技能等级',
    meaning:
      'Skill grades: occupation:grade:certificate:issued on:issuer, divided by ; (the last three may be left out).',
    example: '车工:高级工:CERT-2021-1:2021-05-20',
  },
  {
    name: 'titleRanks',
    header: '职称',
    meaning:
      'Professional titles: series:rank:issued on, divided by ; (rank 1 员级, 2 助理级, 3 中级, 4 副高级, 5 正高级).',
    example: '工程技术人员:助理级',
  },
  {
    name: 'licences',
    header: '执业资格',
    further: ['证书'],
    meaning: 'Licences: licence:valid to, divided by ;',
    example: '登高证',
  },
];

export const talentColumns: readonly ColumnDeclaration[] = withWords(
  [
    ...person.slice(0, 1),
    ...mentionColumns(keeperWords),
    ...person.slice(1),
    ...education,
    ...work,
    ...can,
    ...wishColumns,
    ...consentColumns,
  ],
  talentHeaders,
);
