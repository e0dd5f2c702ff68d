import type { DayNumber } from '../../src/kernel/day.ts';
import type { TalentContent } from '../../src/modules/talents/index.ts';
import type { Random } from './random.ts';
import { levelOfMajor, type TradeFacts, type World } from './world.ts';

type Education = TalentContent['educations'][number];
type Experience = TalentContent['experiences'][number];

const daysInYear = 365.25;

/** The trunk of a made-up life. */
export interface Career {
  trade: TradeFacts;
  birthYear: number;
  /** Highest level, graduated or on the way. */
  education: number;
  educations: Education[];
  experiences: Experience[];
  /** Months at work, gaps left out. */
  months: number;
}

/** Age at the end of the usual schooling of each level, 1–6. */
const leavingAge = [16, 18, 21, 22, 25, 29] as const;

export function careerOf(world: World, random: Random, trade: TradeFacts): Career {
  const education = levelOf(random, trade.education);
  // Many are young: graduates of the last years are what campus recruiting brings.
  const yearsOut = Math.floor(30 * random.next() ** 2.2);
  const age = (leavingAge[education - 1] ?? 18) + yearsOut + (random.chance(0.2) ? random.whole(1, 6) : 0);
  const thisYear = yearOf(world.day);
  const birthYear = thisYear - age;
  const leftIn = thisYear - yearsOut;
  const educations = educationsOf(world, random, trade, education, leftIn);
  const experiences = experiencesOf(world, random, trade, dayOf(leftIn, 7, 15));
  const days = experiences.reduce((sum, { from, to }) => sum + (to ?? world.day) - from, 0);
  return { trade, birthYear, education, educations, experiences, months: Math.floor((days * 12) / daysInYear) };
}

function levelOf(random: Random, usual: number): number {
  const step = random.chance(0.62) ? 0 : random.pick([-1, -1, 1, 1, 1]);
  return Math.min(6, Math.max(1, usual + step));
}

function educationsOf(world: World, random: Random, trade: TradeFacts, level: number, leftIn: number): Education[] {
  const stillThere = dayOf(leftIn, 6, 30) > world.day;
  const highest = educationOf(world, random, trade, level, leftIn, !stillThere);
  if (level < 5 && !(level === 4 && random.chance(0.15))) return [highest];
  // Before a master the bachelor, before a doctor the master; 专升本 before some bachelors.
  const years = level === 6 ? 4 : level === 5 ? 3 : 2;
  return [educationOf(world, random, trade, level - 1, leftIn - years, true), highest];
}

function educationOf(
  world: World,
  random: Random,
  trade: TradeFacts,
  level: number,
  leftIn: number,
  graduated: boolean,
): Education {
  const length = level >= 5 ? 3 : level === 4 ? 4 : 3;
  return {
    level,
    ...schoolOf(world, random, level),
    major: majorOf(world, random, trade, level),
    from: dayOf(leftIn - length, 9, 1),
    to: dayOf(leftIn, 6, 30),
    graduated,
  };
}

/** Schools of the demo by the level that they graduate; a third of the people went to one of them. */
const localSchools: Record<number, readonly number[]> = {
  2: [10, 11],
  3: [5, 6, 7, 8, 9, 10, 11],
  4: [1, 2, 3, 4],
  5: [1, 2],
  6: [1],
};

function schoolOf({ idOf }: World, random: Random, level: number): Pick<Education, 'schoolId' | 'schoolName'> {
  const local = localSchools[level];
  if (local && random.chance(0.35)) return { schoolId: idOf(`demo-school-${random.pick(local)}`), schoolName: null };
  const kinds = ['中学', '中等职业学校', '职业技术学院', '大学', '大学', '大学'];
  return { schoolId: null, schoolName: `演示外地${kinds[level - 1]}${random.whole(1, 60)}` };
}

function majorOf({ links }: World, random: Random, trade: TradeFacts, level: number): string | null {
  if (level <= 2) return null;
  const fitting = trade.majors[level >= 4 ? 4 : 3];
  if (!fitting.isEmpty && random.chance(0.78)) return fitting.draw(random);
  const others = links.filter(({ major }) => levelOfMajor(major) === (level >= 4 ? 4 : 3));
  return random.pick(others).major;
}

/** Jobs one after the other, with gaps, most of them in the trade. */
function experiencesOf(world: World, random: Random, trade: TradeFacts, from: DayNumber): Experience[] {
  const jobs: Experience[] = [];
  let at = from + random.whole(0, 120);
  while (at < world.day - 60 && jobs.length < 6) {
    const end = at + Math.round(Math.max(150, random.around(900, 0.7)));
    const current = end >= world.day - 30;
    jobs.push(jobOf(world, random, trade, at, current && random.chance(0.7) ? null : Math.min(end, world.day - 10)));
    if (current) break;
    at = end + (random.chance(0.35) ? random.whole(60, 400) : random.whole(5, 45));
  }
  return jobs;
}

function jobOf(world: World, random: Random, trade: TradeFacts, from: DayNumber, to: DayNumber | null): Experience {
  const other =
    random.chance(0.2) && trade.related.length > 0 ? world.facts.get(random.pick(trade.related)) : undefined;
  const { titles, occupation } = other ?? trade;
  return {
    employerName: `演示往任单位${random.whole(1, 900)}`,
    title: random.pick(titles),
    occupation: random.chance(0.94) ? occupation : null,
    from,
    to,
  };
}

export function yearOf(day: DayNumber): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}

export function dayOf(year: number, month: number, date: number): DayNumber {
  return Date.UTC(year, month - 1, date) / 86_400_000;
}
