import type { ShortageLevel } from '../catalogs/index.ts';
import { type Figure, type HeatAxis, type HeatMeasure, isQualified } from './heatmap.rules.ts';

/** What the field calls the axes and measures, for tables that people read. */
export const axisNames: Readonly<Record<HeatAxis, string>> = {
  OCCUPATION: '职业',
  REGION: '地区',
  EDUCATION: '学历',
  GRADE: '技能等级',
};

export const measureNames: Readonly<Record<HeatMeasure, string>> = {
  NEED: '需求人数',
  DEMAND: '招聘人数',
  POSITIONS: '岗位数',
  EMPLOYERS: '用人单位数',
  SUPPLY: '求职人数',
  QUALIFIED40: '适岗人数（40%）',
  QUALIFIED60: '适岗人数（60%）',
  QUALIFIED80: '适岗人数（80%）',
  GAP: '缺口',
  TIGHTNESS: '求人倍率',
  LISTED: '紧缺目录',
};

export const levelNames: Readonly<Record<ShortageLevel, string>> = {
  ORDINARY: '一般',
  SHORT: '紧缺',
  VERY_SHORT: '非常紧缺',
};

/** A figure as text: what is hidden is “<5” where it is a count, “…” where it was made of one. */
export function textOf(measure: HeatMeasure, { value, state }: Figure, level: ShortageLevel | null = null): string {
  if (state === 'SUPPRESSED') return measure === 'SUPPLY' || isQualified(measure) ? '<5' : '…';
  if (state === 'NO_SUPPLY') return '无求职';
  if (state === 'UNRATED') return '未评定';
  if (value === null) return '';
  if (measure === 'TIGHTNESS') return value.toFixed(2);
  if (measure === 'LISTED') return value === 0 ? '' : level === null ? '是' : levelNames[level];
  return String(value);
}
