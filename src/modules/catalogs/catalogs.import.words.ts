import type { CatalogMode, ShortageLevel } from './catalogs.rules.ts';

/** What files write for codes; the first name of a code is what we write. */

export const modeNames: Record<string, CatalogMode> = { 补充: 'ADDS', 替代: 'REPLACES' };
export const statuses = ['PUBLISHED', 'DRAFT', 'REVIEW'] as const;
export const statusNames: Record<string, (typeof statuses)[number]> = {
  已发布: 'PUBLISHED',
  草稿: 'DRAFT',
  审核中: 'REVIEW',
};
export const levelNames: Record<string, ShortageLevel> = {
  一般: 'ORDINARY',
  紧缺: 'SHORT',
  非常紧缺: 'VERY_SHORT',
  急需紧缺: 'VERY_SHORT',
};
