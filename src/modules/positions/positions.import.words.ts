import type { HardFilter, PositionStatus } from './positions.rules.ts';

/** What files write for codes; the first name of a code is what we write. */

export const statusNames: Record<string, PositionStatus> = {
  草稿: 'DRAFT',
  已发布: 'PUBLISHED',
  发布: 'PUBLISHED',
  已关闭: 'CLOSED',
  关闭: 'CLOSED',
};
export const filterNames: Record<string, HardFilter> = {
  学历: 'EDUCATION',
  专业: 'MAJORS',
  技能等级: 'GRADE',
  执业资格: 'LICENCES',
  地区: 'REGION',
  经验: 'EXPERIENCE',
};
export const ranks = ['1', '2', '3', '4', '5'] as const;
export const rankNames: Record<string, (typeof ranks)[number]> = {
  员级: '1',
  助理级: '2',
  中级: '3',
  副高级: '4',
  正高级: '5',
};
