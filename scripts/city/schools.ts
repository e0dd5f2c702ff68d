import type { ProgramRow, SchoolInput } from '../../src/modules/schools/index.ts';
import { yearOf } from './careers.ts';
import { Random, Weighted } from './random.ts';
import { jimei } from './regions.ts';
import { demandByTrade, levelOfMajor, type World } from './world.ts';

type Program = Omit<ProgramRow, 'schoolId' | 'firmId'> & {
  /** External ids. */
  school: string;
  firm: string | null;
  /** What the school says of where it leads, where it does not leave that to its major. */
  own: { occupation: string; weight: number; source: 'OUTCOME' | 'MANUAL' }[];
};

type Kind = SchoolInput['kind'];

const kinds: readonly (readonly [kind: Kind, name: string, region: string, programs: number, tags: string[]])[] = [
  ['UNIVERSITY', '演示集美理工大学', jimei, 16, ['双一流']],
  ['UNIVERSITY', '演示鹭岛科技大学', '350206', 14, []],
  ['UNIVERSITY', '演示杏林工程学院', jimei, 13, []],
  ['UNIVERSITY', '演示同安应用技术学院', '350212', 12, []],
  ['VOCATIONAL_COLLEGE', '演示集美职业技术学院', jimei, 12, ['双高']],
  ['VOCATIONAL_COLLEGE', '演示后溪软件职业学院', jimei, 10, []],
  ['VOCATIONAL_COLLEGE', '演示海沧制造职业学院', '350205', 10, []],
  ['VOCATIONAL_COLLEGE', '演示翔安健康职业学院', '350213', 9, []],
  ['VOCATIONAL_COLLEGE', '演示泉州轻工职业学院', '350502', 8, []],
  ['TECHNICIAN_COLLEGE', '演示集美技师学院', jimei, 7, []],
  ['TECHNICIAN_COLLEGE', '演示漳州高级技工学校', '350602', 6, []],
  ['TRAINING', '演示杏滨职业培训中心', jimei, 3, []],
];

export const schools = kinds.map(([kind, name, region, programs, tierTags], at) => ({
  externalId: `demo-school-${at + 1}`,
  kind,
  name,
  region,
  tierTags,
  programs,
  summary: '演示数据，虚构院校（synthetic school, made up for the demo）。',
}));

const years = { UNIVERSITY: 40, VOCATIONAL_COLLEGE: 30, TECHNICIAN_COLLEGE: 40, TRAINING: 10 } as const;

/** The programs of all schools: majors that lead to what the city does, with some that lead elsewhere. */
export function programsOf(world: World): Program[] {
  const demand = demandByTrade();
  const worth = (major: string): number => {
    const reached = world.links.filter((link) => link.major === major);
    const trades = [...demand].filter(([trade]) =>
      reached.some(({ occupation }) => world.taxonomy.isWithin('occupation', trade, occupation)),
    );
    return 0.002 + trades.reduce((sum, [, share]) => sum + share, 0);
  };
  const majors = [...new Set(world.links.map(({ major }) => major))].map((major) => [major, worth(major)] as const);
  return schools.flatMap((school) => {
    const level = school.kind === 'UNIVERSITY' ? 4 : 3;
    const random = new Random(world.seed, 'programs', school.externalId);
    const fitting = new Weighted(majors.filter(([major]) => levelOfMajor(major) === level));
    const chosen = new Set<string>();
    while (chosen.size < school.programs) chosen.add(fitting.draw(random));
    return [...chosen].map((major, at) => programOf(world, school, major, at));
  });
}

function programOf(world: World, school: (typeof schools)[number], major: string, at: number): Program {
  const random = new Random(world.seed, 'program', school.externalId, major);
  const links = world.links.filter((link) => link.major === major).sort((a, b) => b.weight - a.weight);
  const forFirm = school.kind !== 'UNIVERSITY' && at === 2;
  const places = Math.round(random.around(school.kind === 'TRAINING' ? 35 : 75, 0.4) / 5) * 5 + 10;
  const name = world.taxonomy.get('major', major)?.name ?? major;
  const kind = forFirm
    ? random.pick(['ORDER_CLASS', 'NAMED_CLASS'] as const)
    : school.kind === 'TRAINING'
      ? 'PART_TIME'
      : 'FULL_TIME';
  return {
    school: school.externalId,
    externalId: `demo-program-${school.externalId.slice('demo-school-'.length)}-${major}`,
    name: forFirm ? `${name}（订单班）` : name,
    major,
    level: levelOfMajor(major) === 4 ? 4 : school.kind === 'TRAINING' ? 2 : 3,
    yearsTenths: years[school.kind],
    kind,
    firm: forFirm ? `demo-employer-${String(random.whole(1, 20)).padStart(4, '0')}` : null,
    skills: skillsOf(world, random, links),
    status: random.chance(0.04) ? 'PAUSED' : 'RUNNING',
    figures: figuresOf(world, random, places, years[school.kind] / 10),
    outcomes: outcomesOf(world, random, places, links),
    own: random.chance(0.2) ? ownLinks(random, links) : [],
  };
}

/** Skills taught: most that its occupations ask, never all. */
function skillsOf({ taxonomy }: World, random: Random, links: World['links']): string[] {
  const reached = links.flatMap(({ occupation }) => taxonomy.within('occupation', occupation)).slice(0, 6);
  const asked = [...new Set(reached.flatMap((occupation) => taxonomy.typicalSkills(occupation)))];
  return random.few(asked, Math.ceil(asked.length * 0.6)).sort();
}

function figuresOf({ day }: World, random: Random, places: number, length: number): Program['figures'] {
  const now = yearOf(day);
  const trend = 1 + (random.next() - 0.5) * 0.1;
  const enrolledIn = (year: number): number =>
    Math.round(places * trend ** (year - now) * (0.85 + 0.15 * random.next()));
  return Array.from({ length: 7 }, (_, at) => now - 3 + at).map((year) => {
    const due = Math.round(enrolledIn(year - Math.round(length)) * 0.97);
    return {
      year,
      places: year <= now + 1 ? Math.round(places * trend ** (year - now)) : null,
      enrolled: year < now ? enrolledIn(year) : null,
      graduatesDue: year <= now + Math.max(1, Math.floor(length)) ? due : null,
      graduatesActual: year < now ? Math.round(due * (0.92 + 0.07 * random.next())) : null,
    };
  });
}

/** Where the graduates of the last two years went, as the occupations of its links would have it, with a loss. */
function outcomesOf({ day }: World, random: Random, places: number, links: World['links']): Program['outcomes'] {
  if (!random.chance(0.6)) return [];
  const now = yearOf(day);
  return [now - 2, now - 1].flatMap((year) =>
    [...links]
      .sort((a, b) => (a.occupation < b.occupation ? -1 : 1))
      .map(({ occupation, weight }) => {
        const count = Math.round(places * weight * (0.7 + 0.4 * random.next()));
        return { year, occupation, count, inRegion: Math.round(count * (0.35 + 0.4 * random.next())) };
      }),
  );
}

function ownLinks(random: Random, links: World['links']): Program['own'] {
  const source = random.chance(0.6) ? ('OUTCOME' as const) : ('MANUAL' as const);
  return links.map(({ occupation, weight }) => {
    const shifted = Math.min(0.95, Math.max(0.05, weight * (0.7 + 0.6 * random.next())));
    return { occupation, weight: Math.round(shifted * 100) / 100, source };
  });
}
