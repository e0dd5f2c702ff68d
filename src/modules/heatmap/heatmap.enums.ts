import { registerEnumType } from 'type-graphql';
import type { AxisValueKind, CellState, HeatAxis, HeatMeasure } from './heatmap.rules.ts';

export const HeatAxisEnum = {
  OCCUPATION: 'OCCUPATION',
  REGION: 'REGION',
  EDUCATION: 'EDUCATION',
  GRADE: 'GRADE',
} as const satisfies { [A in HeatAxis]: A };
registerEnumType(HeatAxisEnum, {
  name: 'HeatAxis',
  description:
    'What the rows or columns of a heat map stand for. Offered: OCCUPATION or REGION alone, and OCCUPATION with REGION, EDUCATION or GRADE, either way round.',
  valuesConfig: {
    OCCUPATION: { description: 'Occupation 职业; talents count under the first one wanted, else the one held last.' },
    REGION: {
      description:
        'Region; positions count where the work is, talents where they live, else in the first region wanted.',
    },
    EDUCATION: { description: 'Education: least level asked, highest graduated. Side by side: no gap, no tightness.' },
    GRADE: { description: 'Skill grade 技能等级: least asked, highest held. Side by side: no gap, no tightness.' },
  },
});

const qualified = (edge: number): string =>
  `People available, not refusing ranking, whose employer fit against the occupation’s frozen profile is ${edge} % or more; a people count. Their own wish or last occupation may be another. A total over occupations counts each once.`;

export const HeatMeasureEnum = {
  NEED: 'NEED',
  DEMAND: 'DEMAND',
  POSITIONS: 'POSITIONS',
  EMPLOYERS: 'EMPLOYERS',
  SUPPLY: 'SUPPLY',
  QUALIFIED40: 'QUALIFIED40',
  QUALIFIED60: 'QUALIFIED60',
  QUALIFIED80: 'QUALIFIED80',
  GAP: 'GAP',
  TIGHTNESS: 'TIGHTNESS',
  LISTED: 'LISTED',
} as const satisfies { [M in HeatMeasure]: M };
registerEnumType(HeatMeasureEnum, {
  name: 'HeatMeasure',
  description:
    'What a heat map measures. People counts are multiples of 5 for all but offices with heat:exact in their region.',
  valuesConfig: {
    NEED: {
      description:
        'Need 需求人数 in people: the larger of demand and declared demand of each employer; there are no declarations yet.',
    },
    DEMAND: { description: 'Demand 招聘人数 in people: Σ (headcount − filled) of the positions open on the day.' },
    POSITIONS: { description: 'Positions 岗位数 open on the day.' },
    EMPLOYERS: { description: 'Distinct employers 用人单位数 of these positions; totals count each once.' },
    SUPPLY: {
      description: 'Supply 求职人数: talents available on the day, those who refuse ranking too; a people count.',
    },
    QUALIFIED40: { description: qualified(40) },
    QUALIFIED60: { description: qualified(60) },
    QUALIFIED80: { description: qualified(80) },
    GAP: { description: 'Gap 缺口 = need − supply as published, in people; negative where supply is larger.' },
    TIGHTNESS: { description: 'Tightness 求人倍率 = need / supply as published; null at supply 0.' },
    LISTED: {
      description: 'Listed 紧缺目录: 1 when the region’s effective shortage catalog names the very occupation, else 0.',
    },
  },
});

export const CellStateEnum = {
  VALUE: 'VALUE',
  SUPPRESSED: 'SUPPRESSED',
  NO_SUPPLY: 'NO_SUPPLY',
  UNRATED: 'UNRATED',
  NOT_OFFERED: 'NOT_OFFERED',
} as const satisfies { [S in CellState]: S };
registerEnumType(CellStateEnum, {
  name: 'CellState',
  description: 'Why a value of a heat map is there or null.',
  valuesConfig: {
    VALUE: { description: 'There is a value.' },
    SUPPRESSED: { description: 'Null for people’s privacy: “<5”, fewer than 5 but not none, or made of such a count.' },
    NO_SUPPLY: { description: 'Null because nothing can be divided by a supply of 0.' },
    UNRATED: {
      description:
        'Null because the occupation has no profile: fewer than 5 positions or 3 employers when it was frozen.',
    },
    NOT_OFFERED: { description: 'Null because these axes or filters do not carry the measure.' },
  },
});

export const AxisValueKindEnum = {
  CONCEPT: 'CONCEPT',
  UNSPECIFIED: 'UNSPECIFIED',
  UNSPLIT: 'UNSPLIT',
} as const satisfies { [K in AxisValueKind]: K };
registerEnumType(AxisValueKindEnum, {
  name: 'AxisValueKind',
  description: 'What a row or column stands for.',
  valuesConfig: {
    CONCEPT: { description: 'A concept at the level of the axis, with all under it.' },
    UNSPECIFIED: { description: 'Nothing said: 未说明 of talents, 不限 of positions.' },
    UNSPLIT: {
      description:
        '未细分: coded coarser than the axis, or with no concept at its level; the code is that coarser concept.',
    },
  },
});
