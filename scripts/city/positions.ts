import type { PositionValues } from '../../src/modules/positions/index.ts';
import { type Employer, employerOf } from './employers.ts';
import { type FirmTime, figures, firmTimeIndex, firmTimesOf, groupSize, openingsUpTo, sharedOut } from './plan.ts';
import { Random } from './random.ts';
import { crowd } from './trades.ts';
import type { TradeFacts, World } from './world.ts';

/** A position before the ids of its employer and of the posting that it repeats are known. */
export interface PlannedPosition {
  employer: Employer;
  firmTime: FirmTime;
  values: PositionValues;
  /** A posting that was closed unfilled, and that this one repeats. */
  earlier: PositionValues | null;
}

/** One group of the first `count` positions; only the openings of the last, cut group depend on the count. */
export function positionsOfGroup(world: World, group: number, count: number): PlannedPosition[] {
  const [from, to] = [group * groupSize, Math.min(count, (group + 1) * groupSize)];
  const firmTimes = firmTimesOf(world.seed, Math.floor(from / figures.positions));
  const drafts = Array.from({ length: Math.max(0, to - from) }, (_, at) => draftOf(world, from + at, firmTimes));
  const openings = sharedOut(
    openingsUpTo(to) - openingsUpTo(from),
    drafts.map(({ weight }) => weight),
  );
  return drafts.map(({ position }, at) => withHeadcount(world, position, openings[at] ?? 1, from + at));
}

function draftOf(world: World, number: number, firmTimes: readonly FirmTime[]) {
  const random = new Random(world.seed, 'position', number);
  const firmTime = firmTimes[firmTimeIndex(number)];
  if (!firmTime) throw new Error(`Position ${number} belongs to no firm-time.`);
  const employer = employerOf(world.seed, firmTime.employer);
  const wanted = world.wanted.get(employer.sector);
  if (!wanted) throw new Error(`The sector ${employer.sector.key} wants no trades.`);
  const trade = wanted.draw(random);
  const position = {
    employer,
    firmTime,
    values: valuesOf(world, random, trade, employer, firmTime, number),
    earlier: null,
  };
  return { position, weight: random.around(crowd[trade.line] * (1 + employer.size / 2_000), 0.8) };
}

function withHeadcount(world: World, position: PlannedPosition, openings: number, number: number): PlannedPosition {
  const random = new Random(world.seed, 'headcount', number);
  const filled = random.chance(0.25) ? random.whole(1, openings) : 0;
  const values = { ...position.values, headcount: openings + filled, filled };
  if (!random.chance(0.12)) return { ...position, values };
  const opensOn = values.opensOn - random.whole(70, 200);
  const earlier = {
    ...values,
    externalId: `${values.externalId}-earlier`,
    headcount: openings,
    filled: 0,
    pay: values.pay && { from: roundPay((values.pay.from ?? 0) * 0.94), to: roundPay((values.pay.to ?? 0) * 0.94) },
    startFrom: null,
    opensOn,
    closesOn: values.opensOn - random.whole(3, 20),
  };
  return { ...position, values, earlier };
}

function valuesOf(
  world: World,
  random: Random,
  trade: TradeFacts,
  employer: Employer,
  { fair }: FirmTime,
  number: number,
): PositionValues {
  const asked = askedOf(random, trade);
  const skills = skillsOf(random, trade);
  const title = random.pick(trade.titles);
  return {
    externalId: `demo-position-${String(number + 1).padStart(6, '0')}`,
    title: random.chance(0.15) ? `${title}（急聘）` : title,
    occupation: trade.occupation,
    description: `演示岗位，虚构数据。${employer.sector.name}企业招聘${title}，须具备列明的技能。`,
    headcount: 1,
    filled: 0,
    region: employer.region,
    industry: null,
    pay: payOf(random, trade, asked),
    kind: random.chance(0.92) ? 'FULL' : random.pick(['INTERN', 'PART', 'TEMPORARY', 'FLEXIBLE'] as const),
    startFrom: random.chance(0.3) ? world.day + random.whole(20, 90) : null,
    ...asked,
    ...skills,
    licences: [...trade.licences],
    hardFilters: filtersOf(random, asked),
    // The fairs stand ten days apart; the last was the day before yesterday.
    opensOn: world.day - 2 - 10 * (figures.fairs - 1 - fair),
    // Far ahead: the city's figures must hold on later starts too.
    closesOn: random.chance(0.3) ? world.day + random.whole(400, 700) : null,
    repostOfId: null,
  };
}

type Asked = Pick<PositionValues, 'education' | 'majors' | 'grade' | 'titleRank' | 'experienceMonths'>;

function askedOf(random: Random, trade: TradeFacts): Asked {
  const { line, education: usual } = trade;
  const education = random.chance(0.82) ? Math.max(1, usual - (random.chance(0.3) ? 1 : 0)) : null;
  const experienceMonths = random.chance(0.6) ? random.pick([12, 12, 24, 36, 36, 60]) : null;
  const majors = trade.majors[usual >= 4 ? 4 : 3];
  const asksMajor = usual >= 3 && !majors.isEmpty && random.chance(0.4);
  const grade = line === 'WORKER' && random.chance(0.35) ? random.pick([2, 3, 3, 3, 4, 4, 5]) : null;
  const titleRank =
    line === 'ENGINEER' && random.chance(0.12) ? { series: 'engineering', rank: random.pick([2, 3, 3]) } : null;
  return {
    education,
    majors: asksMajor ? [...new Set(Array.from({ length: random.whole(1, 4) }, () => majors.draw(random)))] : [],
    grade,
    titleRank,
    experienceMonths,
  };
}

function skillsOf(random: Random, trade: TradeFacts): Pick<PositionValues, 'mustHave' | 'niceToHave'> {
  const asked = random.few(trade.skills, random.whole(2, 5));
  const others = [...trade.skills.filter((skill) => !asked.includes(skill)), ...trade.nearby.slice(0, 4)];
  const inOrder = (skills: string[]) =>
    skills.sort().map((skill) => ({ skill, level: random.chance(0.3) ? random.whole(2, 4) : null }));
  return { mustHave: inOrder(asked), niceToHave: inOrder(random.few(others, random.whole(0, 3))) };
}

function payOf(
  random: Random,
  trade: TradeFacts,
  { education, experienceMonths, grade }: Asked,
): PositionValues['pay'] {
  if (random.chance(0.06)) return null;
  const worth = payFactor(
    { education: education ?? trade.education, months: experienceMonths ?? 12, grade: grade ?? 2 },
    trade,
  );
  const middle = random.around(trade.pay * worth, 0.13);
  return { from: roundPay(middle * 88), to: roundPay(middle * random.pick([112, 120, 130])) };
}

/** What education, experience and a skill grade are worth beside the trade's median. */
export function payFactor(held: { education: number; months: number; grade: number }, trade: TradeFacts): number {
  const years = Math.min(15, held.months / 12);
  return 1.12 ** (held.education - trade.education) * (0.94 + 0.03 * years) * (1 + 0.07 * (held.grade - 2));
}

/** To ¥100, in fen. */
export function roundPay(fen: number): number {
  return Math.max(10_000, Math.round(fen / 10_000) * 10_000);
}

function filtersOf(random: Random, asked: Asked): PositionValues['hardFilters'] {
  const filters: PositionValues['hardFilters'] = [];
  if (asked.education !== null && random.chance(0.15)) filters.push('EDUCATION');
  if (asked.majors.length > 0 && random.chance(0.1)) filters.push('MAJORS');
  if (asked.grade !== null && random.chance(0.15)) filters.push('GRADE');
  if (asked.experienceMonths !== null && random.chance(0.08)) filters.push('EXPERIENCE');
  return filters;
}
