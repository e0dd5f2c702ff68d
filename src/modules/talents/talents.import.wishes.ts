import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { payMeaning } from '../../platform/files/pay-headers.ts';

export const wishColumns: readonly ColumnDeclaration[] = [
  {
    name: 'wishOccupations',
    header: '期望职业',
    meaning: 'Occupations wanted, most wanted first, at most 5.',
    example: '车工;焊工',
  },
  {
    name: 'wishRegions',
    header: '期望地区',
    meaning: 'Regions wanted, most wanted first, at most 5.',
    example: '350200',
  },
  {
    name: 'wishPay',
    header: '期望薪资(元/月)',
    further: ['期望薪资'],
    isNumber: true,
    meaning: `Expected pay in yuan a month; of a range the lower end. ${payMeaning}`,
    example: '8000',
  },
  {
    name: 'wishKinds',
    header: '期望工作性质',
    meaning: 'Kinds of work: 全职, 兼职, 实习, 临时, 灵活.',
    example: '全职',
  },
  { name: 'wishFrom', header: '可到岗日期', meaning: 'First day on which the person could start.', example: '' },
  {
    name: 'availability',
    header: '求职状态',
    meaning: 'AVAILABLE 求职中 (when empty), OPEN 考虑机会, UNAVAILABLE 暂不考虑.',
    example: '求职中',
  },
  { name: 'unavailableUntil', header: '暂不考虑至', meaning: 'Last day of UNAVAILABLE.', example: '' },
];

export const consentColumns: readonly ColumnDeclaration[] = [
  {
    name: 'consents',
    header: '授权',
    meaning:
      'Consents of a new record: FOUND_BY_EMPLOYERS 用人单位可见, FOUND_BY_AGENCIES 人力资源机构可见, SHARED_WITH_SCHOOL 院校共享, SHARED_WITH_OFFICE 人才办共享, each with :text version where they differ, divided by ;',
    example: '用人单位可见;人才办共享',
  },
  {
    name: 'consentText',
    header: '授权书版本',
    meaning: 'Version of the text that was agreed to; must be given for consents that name none themselves.',
    example: '2026-01',
  },
  {
    name: 'refusesRanking',
    header: '拒绝自动排序',
    meaning: 'Whether the person refuses automated ranking; 否 when empty.',
    example: '否',
  },
  {
    name: 'hiddenFrom',
    header: '对其隐藏',
    meaning: 'Employers and agencies that must not find the profile, divided by ;',
    example: '',
  },
  { name: 'talentClass', header: '人才层次', meaning: 'A to F, by the issuing office.', example: '' },
  {
    name: 'resume',
    header: '简历',
    meaning: 'Text of the résumé.',
    example: '六年数控车床操作经验，熟悉轴类零件加工。',
  },
];
