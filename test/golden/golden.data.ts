import type { DayNumber } from '../../src/kernel/day.ts';
import type { PayRange } from '../../src/kernel/money.ts';
import type {
  Evidence,
  HardFilter,
  ScoredPosition,
  ScoredTalent,
  WorkKind,
} from '../../src/modules/matching/matching.pair.ts';

/**
 * The golden example: a small town of 20 talents, 12 positions, 2 shortage catalogs and 3 programs on 2026-06-01.
 * What must come out of it stands in `golden.expected.ts`; how to recompute a pair by hand is said there.
 *
 * Occupations (2022 classification), regions (GB/T 2260) and majors are real codes. Skills, licences, title series and
 * all people, firms and schools are made up, so that the example rests on no shipped table.
 * Every record has a short key (T01, P01 …) by which the tables of both files name it.
 */

/** A calendar day as the count of days since 1970-01-01. */
const d = (text: string): DayNumber => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
/** Midnight in Asia/Shanghai in milliseconds. */
const at = (text: string): number => Date.parse(`${text}T00:00:00+08:00`);
const yuan = (amount: number): number => amount * 100;
const pay = (from: number | null, to: number | null): PayRange => ({
  from: from === null ? null : yuan(from),
  to: to === null ? null : yuan(to),
});
const id = (kind: 'a' | 'b' | 'c' | 'd', number: string): string =>
  `01970000-0000-7000-8000-${kind.padEnd(10, '0')}${number}`;

export const goldenDay: DayNumber = d('2026-06-01');

// ---------------------------------------------------------------------------------------------------- taxonomy

/** [code, level, parent, name] */
export type ConceptRow = readonly [code: string, level: number, parent: string | null, name: string];

export interface GoldenTaxonomy {
  occupations: readonly ConceptRow[];
  regions: readonly ConceptRow[];
  majors: readonly ConceptRow[];
  /** [code, group, name]; a group is itself a skill, the parent of its members, and stands in no group. */
  skills: readonly (readonly [code: string, group: string | null, name: string])[];
  /** Symmetric. */
  substitutes: readonly (readonly [skill: string, skill: string])[];
  /** Licences that the law demands. */
  occupationLicences: readonly (readonly [occupation: string, licence: string])[];
  licences: readonly (readonly [code: string, name: string])[];
  /** [major, occupation, weight]; from 0.3 on a graduate counts as trained for the occupation. */
  majorOccupations: readonly (readonly [major: string, occupation: string, weight: number])[];
  /** Retired codes: [scheme, old, current]. */
  successors: readonly (readonly [scheme: 'skill', old: string, current: string])[];
}

export const taxonomy: GoldenTaxonomy = {
  occupations: [
    ['2-00-00-00', 1, null, '专业技术人员'],
    ['2-02-00-00', 2, '2-00-00-00', '工程技术人员'],
    ['2-02-07-00', 3, '2-02-00-00', '机械工程技术人员'],
    ['2-02-07-01', 4, '2-02-07-00', '机械设计工程技术人员'],
    ['2-02-07-09', 4, '2-02-07-00', '焊接工程技术人员'],
    ['2-02-10-00', 3, '2-02-00-00', '信息和通信工程技术人员'],
    ['2-02-10-03', 4, '2-02-10-00', '计算机软件工程技术人员'],
    ['2-02-38-00', 3, '2-02-00-00', '数字技术工程技术人员'],
    ['2-02-38-01', 4, '2-02-38-00', '人工智能工程技术人员'],
    ['4-00-00-00', 1, null, '社会生产服务和生活服务人员'],
    ['4-04-00-00', 2, '4-00-00-00', '信息传输、软件和信息技术服务人员'],
    ['4-04-05-00', 3, '4-04-00-00', '软件和信息技术服务人员'],
    ['4-04-05-01', 4, '4-04-05-00', '计算机程序设计员'],
    ['4-04-05-02', 4, '4-04-05-00', '计算机软件测试员'],
    ['6-00-00-00', 1, null, '生产制造及有关人员'],
    ['6-18-00-00', 2, '6-00-00-00', '机械制造基础加工人员'],
    ['6-18-01-00', 3, '6-18-00-00', '机械冷加工人员'],
    ['6-18-01-01', 4, '6-18-01-00', '车工'],
    ['6-18-01-07', 4, '6-18-01-00', '多工序数控机床操作调整工'],
    ['6-18-02-00', 3, '6-18-00-00', '机械热加工人员'],
    ['6-18-02-03', 4, '6-18-02-00', '金属热处理工'],
    ['6-18-02-04', 4, '6-18-02-00', '焊工'],
    ['6-20-00-00', 2, '6-00-00-00', '通用设备制造人员'],
    ['6-20-01-00', 3, '6-20-00-00', '通用基础件装配制造人员'],
    ['6-20-01-01', 4, '6-20-01-00', '装配钳工'],
    ['6-24-00-00', 2, '6-00-00-00', '电气机械和器材制造人员'],
    ['6-24-03-00', 3, '6-24-00-00', '电线电缆、光纤光缆及电工器材制造人员'],
    ['6-24-03-01', 4, '6-24-03-00', '电线电缆制造工'],
    // a 细类 right under its 中类: its code ends in -00 and it has no 小类
    ['6-24-04-00', 4, '6-24-00-00', '电池制造工'],
    ['6-31-00-00', 2, '6-00-00-00', '生产辅助人员'],
    ['6-31-01-00', 3, '6-31-00-00', '机械设备修理人员'],
    ['6-31-01-02', 4, '6-31-01-00', '机修钳工'],
    ['6-31-01-03', 4, '6-31-01-00', '电工'],
  ],
  regions: [
    ['350000', 1, null, '福建省'],
    ['350200', 2, '350000', '厦门市'],
    ['350203', 3, '350200', '思明区'],
    ['350205', 3, '350200', '海沧区'],
    ['350206', 3, '350200', '湖里区'],
    ['350211', 3, '350200', '集美区'],
    ['350212', 3, '350200', '同安区'],
    ['350500', 2, '350000', '泉州市'],
    ['350582', 3, '350500', '晋江市'],
  ],
  majors: [
    ['08', 1, null, '工学'],
    ['0802', 2, '08', '机械类'],
    ['080202', 3, '0802', '机械设计制造及其自动化'],
    ['080203', 3, '0802', '材料成型及控制工程'],
    ['080204', 3, '0802', '机械电子工程'],
    ['0807', 2, '08', '电子信息类'],
    ['080717', 3, '0807', '人工智能'],
    ['0809', 2, '08', '计算机类'],
    ['080901', 3, '0809', '计算机科学与技术'],
    ['080902', 3, '0809', '软件工程'],
    ['46', 1, null, '装备制造'],
    ['4601', 2, '46', '机械设计制造类'],
    ['460103', 3, '4601', '数控技术'],
    ['460104', 3, '4601', '机械制造及自动化'],
    ['460110', 3, '4601', '智能焊接技术'],
    ['4602', 2, '46', '机电设备类'],
    ['460202', 3, '4602', '机电设备技术'],
    ['51', 1, null, '电子与信息'],
    ['5102', 2, '51', '计算机类'],
    ['510203', 3, '5102', '软件技术'],
  ],
  skills: [
    ['WELD', null, '焊接'],
    ['WELD-ARC', 'WELD', '手工电弧焊'],
    ['WELD-MIG', 'WELD', '气体保护焊'],
    ['WELD-ROBOT', 'WELD', '焊接机器人操作'],
    ['WELD-SAW', 'WELD', '埋弧焊'],
    ['WELD-TIG', 'WELD', '氩弧焊'],
    ['NC', null, '数控加工'],
    ['NC-LATHE', 'NC', '数控车削'],
    ['NC-MILL', 'NC', '数控铣削'],
    ['NC-PROG', 'NC', '数控编程'],
    ['DRAW', null, '制图'],
    ['DRAW-CAD', 'DRAW', '计算机绘图'],
    ['DRAW-CAM', 'DRAW', '计算机辅助制造'],
    ['PROG', null, '编程'],
    ['PROG-JAVA', 'PROG', 'Java'],
    ['PROG-PY', 'PROG', 'Python'],
    ['PROG-SQL', 'PROG', 'SQL'],
    ['PROG-TS', 'PROG', 'TypeScript'],
    ['DATA', null, '数据'],
    ['DATA-HIVE', 'DATA', '数据仓库'],
    ['DATA-ML', 'DATA', '机器学习'],
    ['ELEC', null, '电气'],
    ['ELEC-CTRL', 'ELEC', '可编程控制器'],
    ['ELEC-FAULT', 'ELEC', '电气故障诊断'],
    ['ELEC-METER', 'ELEC', '电气测量'],
    ['ELEC-WIRE', 'ELEC', '配线'],
    ['BATT', null, '电池制造'],
    ['BATT-COAT', 'BATT', '极片涂布'],
    ['BATT-WIND', 'BATT', '电芯卷绕'],
  ],
  substitutes: [
    ['DRAW-CAM', 'NC-PROG'],
    ['ELEC-CTRL', 'WELD-ROBOT'],
    ['DATA-HIVE', 'PROG-SQL'],
  ],
  occupationLicences: [
    ['6-18-02-04', 'LIC-WELD'],
    ['6-31-01-03', 'LIC-ELEC'],
  ],
  licences: [
    ['LIC-WELD', '特种作业操作证（焊接与热切割作业）'],
    ['LIC-ELEC', '特种作业操作证（电工作业）'],
    ['LIC-FORK', '特种设备作业人员证（叉车）'],
    ['LIC-HV', '特种作业操作证（高压电工作业）'],
  ],
  majorOccupations: [
    ['080202', '2-02-07-01', 0.5],
    ['080202', '2-02-07-09', 0.2],
    ['080901', '2-02-10-03', 0.6],
    ['080901', '2-02-38-01', 0.2],
    ['080902', '2-02-10-03', 0.8],
    ['460103', '6-18-01-07', 0.6],
    ['460103', '6-18-01-01', 0.3],
    ['460110', '6-18-02-04', 0.7],
    ['460110', '2-02-07-09', 0.2],
    ['460202', '6-31-01-03', 0.4],
    ['460202', '6-20-01-01', 0.2],
    ['510203', '4-04-05-01', 0.5],
    ['510203', '4-04-05-02', 0.4],
  ],
  successors: [['skill', 'WELD-ARGON', 'WELD-TIG']],
};

// ---------------------------------------------------------------------------------------------------- organizations

export interface GoldenOrganization {
  key: string;
  id: string;
  kind: 'EMPLOYER' | 'SCHOOL' | 'OFFICE';
  name: string;
  region: string;
}

export const organizations: readonly GoldenOrganization[] = [
  { key: 'E1', id: id('c', '01'), kind: 'EMPLOYER', name: '集焊装备', region: '350211' },
  { key: 'E2', id: id('c', '02'), kind: 'EMPLOYER', name: '鹭岛数控', region: '350206' },
  { key: 'E3', id: id('c', '03'), kind: 'EMPLOYER', name: '观音山软件', region: '350203' },
  { key: 'E4', id: id('c', '04'), kind: 'EMPLOYER', name: '海沧电芯', region: '350205' },
  { key: 'E5', id: id('c', '05'), kind: 'EMPLOYER', name: '晋江机械', region: '350582' },
  { key: 'S1', id: id('c', '11'), kind: 'SCHOOL', name: '集美示例职业技术学院', region: '350211' },
  { key: 'S2', id: id('c', '12'), kind: 'SCHOOL', name: '思明示例信息学院', region: '350203' },
  { key: 'O1', id: id('c', '21'), kind: 'OFFICE', name: '厦门市示例人社局', region: '350200' },
  { key: 'O2', id: id('c', '22'), kind: 'OFFICE', name: '集美区示例人社局', region: '350211' },
];

// ---------------------------------------------------------------------------------------------------- talents

export type Consent = 'FOUND_BY_EMPLOYERS' | 'FOUND_BY_AGENCIES' | 'SHARED_WITH_SCHOOL' | 'SHARED_WITH_OFFICE';

export interface GoldenTalent extends ScoredTalent {
  key: string;
  name: string;
  availability: 'AVAILABLE' | 'OPEN' | 'UNAVAILABLE';
  /** Last day of the unavailability. */
  until: DayNumber | null;
  consents: readonly Consent[];
  /** Keys of employers. */
  hiddenFrom: readonly string[];
  refusesRanking: boolean;
  /** The talent, or the key of the organization that keeps the record. */
  owner: string;
}

const everyone: readonly Consent[] = [
  'FOUND_BY_EMPLOYERS',
  'FOUND_BY_AGENCIES',
  'SHARED_WITH_SCHOOL',
  'SHARED_WITH_OFFICE',
];

const job = (occupation: string, from: string, to: string | null): ScoredTalent['experiences'][number] => ({
  occupation,
  from: d(from),
  to: to === null ? null : d(to),
});
const school = (level: number, major: string | null, graduated = true): ScoredTalent['educations'][number] => ({
  level,
  major,
  graduated,
});
const skill = (code: string, evidence: Evidence, use: 'use' | null = null): ScoredTalent['skills'][number] => ({
  skill: code,
  evidence,
  level: null,
  wantsToUse: use !== null,
});
const noWish: ScoredTalent['wish'] = { occupations: [], regions: [], pay: null, kinds: [], from: null };

/** What is not said of a talent is empty. */
function talent(
  number: string,
  name: string,
  createdOn: string,
  said: Partial<Omit<GoldenTalent, 'wish'>> & { wish?: Partial<ScoredTalent['wish']> },
): GoldenTalent {
  return {
    key: `T${number}`,
    id: id('a', number),
    name,
    createdAt: at(createdOn),
    experiences: [],
    trained: [],
    grades: [],
    titleRanks: [],
    educations: [],
    skills: [],
    licences: [],
    residence: null,
    availability: 'AVAILABLE',
    until: null,
    consents: everyone,
    hiddenFrom: [],
    refusesRanking: false,
    owner: 'SELF',
    ...said,
    wish: { ...noWish, ...said.wish },
  };
}

/** T18, T19 and T20 say the same of themselves: only availability, residence, createdAt and id differ. */
const freshTurner: Parameters<typeof talent>[3] = {
  trained: ['6-18-01-07', '6-18-01-01'],
  grades: [{ occupation: '6-18-01-01', grade: 3 }],
  // the second is not graduated yet and counts for nothing
  educations: [school(3, '460103'), school(4, '080202', false)],
  skills: [skill('NC-LATHE', 'CLAIMED', 'use'), skill('NC-MILL', 'INFERRED')],
  wish: { occupations: ['6-18-01-07'], regions: ['350211'], pay: yuan(5500), kinds: ['FULL', 'FLEXIBLE'] },
  owner: 'S1',
};

export const talents: readonly GoldenTalent[] = [
  // the welder to whom P01 fits in everything
  talent('01', '陈一', '2026-01-05', {
    experiences: [job('6-18-02-04', '2019-03-05', null)],
    trained: ['6-18-02-04'],
    grades: [{ occupation: '6-18-02-04', grade: 5 }],
    educations: [school(3, '460110')],
    skills: [
      skill('WELD-TIG', 'CERTIFIED', 'use'),
      skill('WELD-MIG', 'CERTIFIED'),
      skill('WELD-ROBOT', 'VERIFIED', 'use'),
    ],
    licences: [{ licence: 'LIC-WELD', validTo: d('2028-03-31') }],
    residence: '350211',
    wish: { occupations: ['6-18-02-04'], regions: ['350211'], pay: yuan(9000), kinds: ['FULL'], from: d('2026-06-15') },
  }),
  // licence expired the day before; 18 months; pay in the falling part; two skills compete for WELD-MIG
  talent('02', '林二', '2026-01-06', {
    experiences: [job('6-18-02-04', '2024-11-10', null)],
    grades: [{ occupation: '6-18-02-04', grade: 3 }],
    educations: [school(2, null)],
    skills: [skill('WELD-TIG', 'CERTIFIED'), skill('WELD-SAW', 'CLAIMED', 'use'), skill('WELD-ARC', 'INFERRED')],
    licences: [{ licence: 'LIC-WELD', validTo: d('2026-05-31') }],
    residence: '350212',
    wish: { occupations: ['6-18-02-04'], regions: ['350206'], pay: yuan(12000), kinds: ['FULL'], from: null },
  }),
  // neighbour in the 小类; licence valid to this very day; retired skill code; wants a 小类 and the whole province
  talent('03', '黄三', '2026-01-07', {
    experiences: [job('6-18-02-03', '2020-02-10', '2023-05-20')],
    grades: [
      { occupation: '6-18-02-03', grade: 4 },
      { occupation: '6-20-01-01', grade: 6 },
    ],
    educations: [school(2, null)],
    skills: [skill('WELD-ARGON', 'CLAIMED', 'use'), skill('WELD-ARC', 'VERIFIED')],
    licences: [
      { licence: 'LIC-WELD', validTo: d('2026-06-01') },
      { licence: 'LIC-FORK', validTo: null },
    ],
    residence: '350211',
    wish: { occupations: ['6-18-02-00'], regions: ['350000'], pay: yuan(8500), kinds: ['FULL', 'PART'], from: null },
  }),
  // turner, hidden from the present employer E2
  talent('04', '张四', '2026-01-08', {
    experiences: [job('6-18-01-01', '2024-04-10', null)],
    trained: ['6-18-01-07', '6-18-01-01'],
    grades: [{ occupation: '6-18-01-01', grade: 4 }],
    educations: [school(3, '460103')],
    skills: [skill('NC-LATHE', 'CERTIFIED'), skill('NC-PROG', 'INFERRED', 'use')],
    licences: [{ licence: 'LIC-FORK', validTo: d('2027-12-31') }],
    residence: '350211',
    availability: 'OPEN',
    hiddenFrom: ['E2'],
    wish: {
      occupations: ['6-18-01-07', '6-18-01-01'],
      regions: ['350211', '350206'],
      pay: yuan(7500),
      kinds: ['FULL'],
      from: d('2026-07-01'),
    },
  }),
  // names neither pay nor kind nor start
  talent('05', '李五', '2026-01-09', {
    experiences: [job('6-18-01-07', '2021-08-20', null)],
    trained: ['6-18-01-07', '6-18-01-01'],
    grades: [{ occupation: '6-18-01-07', grade: 4 }],
    educations: [school(3, '460103')],
    skills: [skill('NC-PROG', 'VERIFIED', 'use'), skill('NC-MILL', 'CERTIFIED', 'use'), skill('DRAW-CAD', 'CLAIMED')],
    residence: '350206',
    wish: { occupations: ['6-18-01-07'], regions: ['350200'] },
  }),
  // fitter: only the 大类 in common with cold working; major of the class; substitute skill; residence coded as the city
  talent('06', '王六', '2026-01-10', {
    experiences: [job('6-20-01-01', '2018-07-10', '2026-03-31')],
    grades: [{ occupation: '6-20-01-01', grade: 4 }],
    educations: [school(4, '080204')],
    skills: [skill('DRAW-CAM', 'CERTIFIED'), skill('DRAW-CAD', 'CLAIMED')],
    residence: '350200',
    wish: { occupations: ['6-20-01-01', '2-02-07-01'], regions: ['350200'], kinds: ['FULL'], from: d('2026-08-01') },
  }),
  // programmer: 30 of 36 months, title one rank below
  talent('07', '吴七', '2026-01-11', {
    experiences: [job('2-02-10-03', '2023-11-15', null)],
    trained: ['2-02-10-03'],
    titleRanks: [{ series: 'ENG', rank: 2 }],
    educations: [school(4, '080902')],
    skills: [skill('PROG-TS', 'CLAIMED', 'use'), skill('PROG-SQL', 'VERIFIED'), skill('PROG-PY', 'INFERRED')],
    residence: '350203',
    wish: {
      occupations: ['2-02-10-03'],
      regions: ['350203'],
      pay: yuan(22000),
      kinds: ['FULL'],
      from: d('2026-06-15'),
    },
  }),
  // senior programmer: master, pay in the falling part, lives in another district than wanted
  talent('08', '刘八', '2026-01-12', {
    experiences: [
      job('4-04-05-01', '2016-07-01', '2019-08-20'),
      job('2-02-10-03', '2019-07-01', '2023-03-15'),
      job('2-02-38-01', '2022-11-01', null),
    ],
    trained: ['2-02-10-03'],
    titleRanks: [{ series: 'ENG', rank: 3 }],
    educations: [school(4, '080901'), school(5, '080901')],
    skills: [
      skill('PROG-TS', 'CERTIFIED'),
      skill('PROG-SQL', 'CERTIFIED'),
      skill('PROG-PY', 'VERIFIED'),
      skill('PROG-JAVA', 'CLAIMED'),
      skill('DATA-ML', 'CLAIMED', 'use'),
    ],
    residence: '350206',
    wish: {
      occupations: ['2-02-10-03', '2-02-38-01'],
      regions: ['350203'],
      pay: yuan(28000),
      kinds: ['FULL'],
      from: null,
    },
  }),
  // refuses ranking: counted in supply, in no ranked list; title of another series
  talent('09', '郑九', '2026-01-13', {
    experiences: [job('2-02-38-01', '2020-09-10', null)],
    trained: ['2-02-10-03'],
    titleRanks: [{ series: 'ECON', rank: 3 }],
    educations: [school(6, '080901')],
    skills: [
      skill('PROG-PY', 'CERTIFIED', 'use'),
      skill('DATA-ML', 'CERTIFIED', 'use'),
      skill('DATA-HIVE', 'VERIFIED'),
    ],
    residence: '350206',
    refusesRanking: true,
    wish: { occupations: ['2-02-38-01'], regions: ['350206', '350203'], pay: yuan(50000), kinds: ['FULL'], from: null },
  }),
  // fresh graduate in software who seeks an internship from autumn on; not to be found by employers
  talent('10', '周十', '2026-01-14', {
    trained: ['4-04-05-01', '4-04-05-02'],
    educations: [school(3, '510203')],
    skills: [skill('PROG-JAVA', 'CLAIMED', 'use'), skill('PROG-SQL', 'INFERRED')],
    residence: '350203',
    consents: ['SHARED_WITH_SCHOOL', 'SHARED_WITH_OFFICE'],
    owner: 'S2',
    wish: {
      occupations: ['4-04-05-02'],
      regions: ['350203'],
      pay: yuan(4000),
      kinds: ['INTERN'],
      from: d('2026-09-01'),
    },
  }),
  // electrician: experiences overlap (49 months, not 64); skills for which the best total differs from greed
  talent('11', '徐十一', '2026-01-15', {
    experiences: [job('6-31-01-03', '2021-09-01', '2024-06-15'), job('6-31-01-02', '2023-03-10', '2025-10-20')],
    trained: ['6-31-01-03'],
    grades: [{ occupation: '6-31-01-03', grade: 5 }],
    educations: [school(3, '460202')],
    skills: [skill('ELEC-METER', 'CERTIFIED'), skill('WELD-ROBOT', 'CLAIMED'), skill('ELEC-WIRE', 'VERIFIED', 'use')],
    licences: [
      { licence: 'LIC-ELEC', validTo: d('2027-06-30') },
      { licence: 'LIC-HV', validTo: d('2025-06-30') },
    ],
    residence: '350211',
    wish: { occupations: ['6-31-01-03'], regions: ['350211'], pay: yuan(8000), kinds: ['FULL'], from: d('2026-06-01') },
  }),
  // repairer with a title: names pay and nothing else; last held 电工
  talent('12', '孙十二', '2026-01-16', {
    experiences: [job('6-31-01-02', '2015-03-01', '2018-09-10'), job('6-31-01-03', '2019-01-10', null)],
    grades: [{ occupation: '6-31-01-02', grade: 5 }],
    titleRanks: [{ series: 'ENG', rank: 2 }],
    educations: [school(3, '510203')],
    trained: ['4-04-05-01', '4-04-05-02'],
    skills: [skill('ELEC-FAULT', 'VERIFIED'), skill('ELEC-CTRL', 'CLAIMED'), skill('ELEC-METER', 'INFERRED')],
    licences: [{ licence: 'LIC-ELEC', validTo: null }],
    residence: '350212',
    wish: { pay: yuan(10500) },
  }),
  // electrician without the licence that the law demands; no region at all
  talent('13', '马十三', '2026-01-17', {
    experiences: [job('6-31-01-03', '2022-01-20', '2023-08-05'), job('6-31-01-03', '2024-02-01', '2025-11-28')],
    grades: [{ occupation: '6-31-01-03', grade: 4 }],
    titleRanks: [{ series: 'ENG', rank: 1 }],
    educations: [school(2, null)],
    skills: [skill('ELEC', 'CLAIMED'), skill('ELEC-CTRL', 'VERIFIED', 'use')],
    wish: { occupations: ['6-31-01-03'], pay: yuan(9500), kinds: ['FULL'] },
  }),
  // battery maker who lives in the next city
  talent('14', '朱十四', '2026-01-18', {
    experiences: [job('6-24-04-00', '2023-02-10', null)],
    grades: [{ occupation: '6-24-04-00', grade: 3 }],
    educations: [school(2, null)],
    skills: [skill('BATT-COAT', 'VERIFIED', 'use'), skill('BATT-WIND', 'CLAIMED', 'use')],
    residence: '350582',
    wish: { occupations: ['6-24-04-00'], regions: ['350205'], pay: yuan(7000), kinds: ['FULL'], from: null },
  }),
  // cable maker: the 中类 is the nearest ancestor shared with 电池制造工; no residence, first wanted region counts
  talent('15', '胡十五', '2026-01-19', {
    experiences: [job('6-24-03-01', '2022-05-10', null)],
    educations: [school(1, null)],
    skills: [skill('BATT-WIND', 'CLAIMED')],
    wish: { occupations: ['6-24-04-00'], regions: ['350205', '350211'], pay: yuan(6000) },
  }),
  // says nothing at all
  talent('16', '郭十六', '2026-01-20', { residence: '350206' }),
  // unavailable until autumn: in no list and not in supply
  talent('17', '何十七', '2026-01-21', {
    experiences: [job('6-18-02-04', '2017-04-05', null)],
    grades: [{ occupation: '6-18-02-04', grade: 4 }],
    educations: [school(3, '460110')],
    trained: ['6-18-02-04'],
    skills: [skill('WELD-TIG', 'VERIFIED', 'use'), skill('WELD-MIG', 'VERIFIED')],
    licences: [{ licence: 'LIC-WELD', validTo: null }],
    residence: '350211',
    availability: 'UNAVAILABLE',
    until: d('2026-09-30'),
    wish: {
      occupations: ['6-18-02-04'],
      regions: ['350211', '350206'],
      pay: yuan(10000),
      kinds: ['FULL'],
      from: d('2026-10-01'),
    },
  }),
  // unavailable until a day that has passed: available again
  talent('18', '高十八', '2026-01-22', {
    ...freshTurner,
    residence: '350212',
    availability: 'UNAVAILABLE',
    until: d('2026-05-15'),
  }),
  talent('19', '罗十九', '2026-02-01', { ...freshTurner, residence: '350206' }),
  talent('20', '梁二十', '2026-02-01', { ...freshTurner, residence: '350206' }),
];

// ---------------------------------------------------------------------------------------------------- positions

export interface GoldenPosition extends ScoredPosition {
  key: string;
  title: string;
  /** Key of the organization. */
  employer: string;
  headcount: number;
  filled: number;
  status: 'DRAFT' | 'PUBLISHED' | 'CLOSED';
  opensOn: DayNumber;
  closesOn: DayNumber | null;
}

interface Asked {
  pay?: PayRange;
  kind?: WorkKind;
  startFrom?: DayNumber;
  education?: number;
  majors?: string[];
  grade?: number;
  titleRank?: { series: string; rank: number };
  experienceMonths?: number;
  must?: string[];
  nice?: string[];
  licences?: string[];
  hard?: HardFilter[];
}

type Posted = Pick<GoldenPosition, 'employer' | 'headcount' | 'filled' | 'occupation' | 'region'> &
  Partial<Pick<GoldenPosition, 'status' | 'opensOn' | 'closesOn'>>;

function position(number: string, title: string, createdOn: string, posted: Posted, asked: Asked): GoldenPosition {
  return {
    key: `P${number}`,
    id: id('b', number),
    title,
    createdAt: at(createdOn),
    status: 'PUBLISHED',
    opensOn: d('2026-05-01'),
    closesOn: d('2026-08-31'),
    ...posted,
    pay: asked.pay ?? null,
    kind: asked.kind ?? null,
    startFrom: asked.startFrom ?? null,
    education: asked.education ?? null,
    majors: asked.majors ?? [],
    grade: asked.grade ?? null,
    titleRank: asked.titleRank ?? null,
    experienceMonths: asked.experienceMonths ?? null,
    mustHave: (asked.must ?? []).map((code) => ({ skill: code, level: null })),
    niceToHave: (asked.nice ?? []).map((code) => ({ skill: code, level: null })),
    licences: asked.licences ?? [],
    hardFilters: asked.hard ?? [],
  };
}

export const positions: readonly GoldenPosition[] = [
  // seven are open on the day
  position(
    '01',
    '高级焊工',
    '2026-05-01',
    { employer: 'E1', headcount: 10, filled: 3, occupation: '6-18-02-04', region: '350211' },
    {
      pay: pay(8000, 10000),
      kind: 'FULL',
      startFrom: d('2026-07-01'),
      grade: 4,
      experienceMonths: 36,
      must: ['WELD-TIG', 'WELD-MIG'],
      nice: ['WELD-ROBOT'],
    },
  ),
  position(
    '02',
    '加工中心操作调整工',
    '2026-05-02',
    { employer: 'E2', headcount: 5, filled: 1, occupation: '6-18-01-07', region: '350211' },
    {
      pay: pay(7000, 9000),
      kind: 'FULL',
      education: 3,
      majors: ['460103', '080202'],
      grade: 4,
      experienceMonths: 24,
      must: ['NC-PROG', 'NC-MILL'],
      nice: ['DRAW-CAD', 'NC-LATHE'],
      hard: ['EDUCATION', 'MAJORS'],
    },
  ),
  // opens on the day itself
  position(
    '03',
    '软件工程师',
    '2026-05-03',
    { employer: 'E3', headcount: 4, filled: 0, occupation: '2-02-10-03', region: '350203', opensOn: d('2026-06-01') },
    {
      pay: pay(15000, 25000),
      kind: 'FULL',
      startFrom: d('2026-06-15'),
      education: 4,
      majors: ['0809'],
      titleRank: { series: 'ENG', rank: 3 },
      experienceMonths: 36,
      must: ['PROG-TS', 'PROG-SQL'],
      nice: ['PROG-PY', 'PROG-JAVA', 'DATA-HIVE'],
      hard: ['EXPERIENCE'],
    },
  ),
  // closes on the day itself; the lower end of the pay is the only one
  position(
    '04',
    '电芯制造工',
    '2026-05-04',
    { employer: 'E4', headcount: 20, filled: 5, occupation: '6-24-04-00', region: '350205', closesOn: d('2026-06-01') },
    { pay: pay(6500, null), kind: 'FULL', education: 2, must: ['BATT-COAT'], hard: ['REGION'] },
  ),
  // names no pay; asks grade and title; LIC-HV is a wish, no hard filter
  position(
    '05',
    '维修电工技师',
    '2026-05-05',
    { employer: 'E1', headcount: 2, filled: 0, occupation: '6-31-01-03', region: '350211', closesOn: null },
    {
      kind: 'FULL',
      education: 3,
      majors: ['46'],
      grade: 5,
      titleRank: { series: 'ENG', rank: 2 },
      experienceMonths: 60,
      must: ['ELEC-CTRL', 'ELEC-FAULT'],
      nice: ['ELEC-WIRE', 'ELEC'],
      licences: ['LIC-HV'],
      hard: ['GRADE'],
    },
  ),
  // coded as a 小类 and as the whole city; asks no skill
  position(
    '06',
    '机加工临时工',
    '2026-05-06',
    { employer: 'E2', headcount: 6, filled: 0, occupation: '6-18-01-00', region: '350200' },
    { pay: pay(6000, 8000), kind: 'TEMPORARY', grade: 3, licences: ['LIC-FORK'], hard: ['LICENCES'] },
  ),
  // in another city; asks nothing but the occupation; names no kind of work
  position(
    '07',
    '装配钳工',
    '2026-05-07',
    { employer: 'E5', headcount: 3, filled: 0, occupation: '6-20-01-01', region: '350582' },
    { startFrom: d('2026-09-01') },
  ),
  // filled
  position(
    '08',
    '算法工程师',
    '2026-05-08',
    { employer: 'E3', headcount: 3, filled: 3, occupation: '2-02-38-01', region: '350206' },
    {
      pay: pay(20000, 35000),
      kind: 'FULL',
      education: 5,
      majors: ['080901', '080717'],
      experienceMonths: 24,
      must: ['PROG-PY', 'DATA-ML'],
      nice: ['DATA-HIVE', 'PROG-SQL'],
      hard: ['EDUCATION'],
    },
  ),
  // closed
  position(
    '09',
    '焊接工艺工程师',
    '2026-05-09',
    { employer: 'E1', headcount: 2, filled: 0, occupation: '2-02-07-09', region: '350211', status: 'CLOSED' },
    {
      pay: pay(9000, 13000),
      kind: 'FULL',
      startFrom: d('2026-06-01'),
      education: 4,
      majors: ['080203'],
      titleRank: { series: 'ENG', rank: 2 },
      experienceMonths: 12,
      must: ['WELD-ROBOT', 'DRAW-CAD', 'WELD-TIG'],
      hard: ['EDUCATION', 'MAJORS'],
    },
  ),
  // a draft; nice-to-haves only
  position(
    '10',
    '兼职焊工',
    '2026-05-10',
    { employer: 'E1', headcount: 4, filled: 0, occupation: '6-18-02-04', region: '350211', status: 'DRAFT' },
    { pay: pay(null, 6500), kind: 'PART', startFrom: d('2026-08-01'), grade: 3, nice: ['WELD-SAW'], hard: ['GRADE'] },
  ),
  // not open yet
  position(
    '11',
    '测试实习生',
    '2026-05-11',
    { employer: 'E3', headcount: 8, filled: 0, occupation: '4-04-05-02', region: '350203', opensOn: d('2026-06-15') },
    {
      pay: pay(3000, 4000),
      kind: 'INTERN',
      startFrom: d('2026-07-01'),
      education: 3,
      must: ['PROG-SQL', 'PROG-PY', 'PROG-JAVA'],
      nice: ['PROG-TS'],
    },
  ),
  // expired the day before
  position(
    '12',
    '车工师傅',
    '2026-05-12',
    { employer: 'E2', headcount: 1, filled: 0, occupation: '6-18-01-01', region: '350206', closesOn: d('2026-05-31') },
    {
      pay: pay(5500, null),
      kind: 'FLEXIBLE',
      education: 4,
      majors: ['460104', '080202'],
      grade: 4,
      titleRank: { series: 'ENG', rank: 1 },
      experienceMonths: 48,
      must: ['NC-LATHE'],
      nice: ['DRAW-CAD', 'DRAW-CAM'],
      licences: ['LIC-FORK'],
      hard: ['LICENCES', 'EXPERIENCE'],
    },
  ),
];

// ---------------------------------------------------------------------------------------------------- catalogs

export type ShortageLevel = '一般' | '紧缺' | '非常紧缺';

export interface GoldenEntry {
  occupation: string;
  level: ShortageLevel;
  headcount: number | null;
  withdraws: boolean;
}

export interface GoldenCatalog {
  key: string;
  id: string;
  /** Key of the office. */
  issuer: string;
  region: string;
  title: string;
  mode: 'REPLACES' | 'ADDS';
  validFrom: DayNumber;
  validTo: DayNumber | null;
  status: 'PUBLISHED';
  entries: readonly GoldenEntry[];
}

const entry = (occupation: string, level: ShortageLevel, headcount: number | null): GoldenEntry => ({
  occupation,
  level,
  headcount,
  withdraws: false,
});

const city: GoldenCatalog = {
  key: 'C-CITY',
  id: id('d', '01'),
  issuer: 'O1',
  region: '350200',
  title: '厦门市示例紧缺目录',
  mode: 'ADDS',
  validFrom: d('2026-01-01'),
  validTo: null,
  status: 'PUBLISHED',
  entries: [
    entry('2-02-10-03', '非常紧缺', 500),
    entry('6-18-01-00', '紧缺', 80),
    entry('6-18-02-04', '紧缺', 300),
    entry('6-24-04-00', '非常紧缺', 900),
    entry('6-31-01-03', '一般', 60),
  ],
};

const district: GoldenCatalog = {
  key: 'C-DISTRICT',
  id: id('d', '02'),
  issuer: 'O2',
  region: '350211',
  title: '集美区示例紧缺工种目录',
  mode: 'REPLACES',
  validFrom: d('2026-03-01'),
  validTo: d('2026-12-31'),
  status: 'PUBLISHED',
  // no headcount for 焊工: the nearest issuer's entry wins whole, the city's 300 is not borrowed
  entries: [entry('6-18-01-07', '紧缺', 40), entry('6-18-02-04', '非常紧缺', null)],
};

/** The catalogs of the example; the heat map is expected with these. */
export const catalogs: readonly GoldenCatalog[] = [city, district];

/** The variant: the district adds to the city's catalog and withdraws 电工 from it. */
export const catalogsWhenAdding: readonly GoldenCatalog[] = [
  city,
  {
    ...district,
    mode: 'ADDS',
    entries: [...district.entries, { occupation: '6-31-01-03', level: '一般', headcount: null, withdraws: true }],
  },
];

// ---------------------------------------------------------------------------------------------------- programs

export interface GoldenProgram {
  key: string;
  id: string;
  /** Key of the organization; the program counts in its region. */
  school: string;
  major: string;
  level: number;
  years: number;
  kind: 'FULL_TIME' | 'PART_TIME' | 'ORDER_CLASS' | 'NAMED_CLASS';
  /** Firm of an order class. */
  firm: string | null;
  status: 'RUNNING' | 'PAUSED' | 'CLOSED';
  graduates: readonly { year: number; due: number; actual: number | null }[];
  /** The program's own links; none: its major's count. */
  links: readonly { occupation: string; weight: number; validFrom: DayNumber; validTo: DayNumber | null }[];
}

export const programs: readonly GoldenProgram[] = [
  {
    key: 'G1',
    id: id('d', '11'),
    school: 'S1',
    major: '460110',
    level: 3,
    years: 3,
    kind: 'FULL_TIME',
    firm: null,
    status: 'RUNNING',
    graduates: [
      { year: 2025, due: 65, actual: 60 },
      { year: 2026, due: 80, actual: null },
      { year: 2027, due: 90, actual: null },
    ],
    links: [],
  },
  // an order class: all its graduates are committed to the firm
  {
    key: 'G2',
    id: id('d', '12'),
    school: 'S1',
    major: '460103',
    level: 3,
    years: 3,
    kind: 'ORDER_CLASS',
    firm: 'E2',
    status: 'RUNNING',
    graduates: [
      { year: 2026, due: 40, actual: null },
      { year: 2027, due: 40, actual: null },
    ],
    links: [],
  },
  // own links, above 1 in sum, and one that has run out
  {
    key: 'G3',
    id: id('d', '13'),
    school: 'S2',
    major: '510203',
    level: 3,
    years: 3,
    kind: 'FULL_TIME',
    firm: null,
    status: 'RUNNING',
    graduates: [
      { year: 2026, due: 70, actual: null },
      { year: 2027, due: 75, actual: null },
    ],
    links: [
      { occupation: '4-04-05-01', weight: 0.8, validFrom: d('2025-01-01'), validTo: null },
      { occupation: '4-04-05-02', weight: 0.6, validFrom: d('2025-01-01'), validTo: null },
      { occupation: '2-02-10-03', weight: 0.5, validFrom: d('2024-01-01'), validTo: d('2025-12-31') },
    ],
  },
];
