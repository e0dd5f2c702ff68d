import type { ProgramKind, ProgramStatus } from './programs.rules.ts';
import type { SchoolKind } from './schools.rules.ts';

/** What files write for codes; the first name of a code is what we write. */

export const schoolKindNames: Record<string, SchoolKind> = {
  本科院校: 'UNIVERSITY',
  大学: 'UNIVERSITY',
  高职院校: 'VOCATIONAL_COLLEGE',
  高职: 'VOCATIONAL_COLLEGE',
  技师学院: 'TECHNICIAN_COLLEGE',
  技工院校: 'TECHNICIAN_COLLEGE',
  培训机构: 'TRAINING',
};

export const schoolKindMeaning =
  'UNIVERSITY 本科院校, VOCATIONAL_COLLEGE 高职院校, TECHNICIAN_COLLEGE 技师学院 or 技工院校, TRAINING 培训机构.';

export const programKindNames: Record<string, ProgramKind> = {
  全日制: 'FULL_TIME',
  非全日制: 'PART_TIME',
  订单班: 'ORDER_CLASS',
  冠名班: 'NAMED_CLASS',
};
export const programStatusNames: Record<string, ProgramStatus> = { 在办: 'RUNNING', 停招: 'PAUSED', 撤销: 'CLOSED' };
