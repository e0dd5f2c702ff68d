import type { ScoredPosition } from './matching.pair.ts';

/** A skill stands in a profile when at least this share of the open headcount asks it. */
const askedShareBp = 2_000;
const mostSkills = 12;
const leastPositions = 5;
const leastEmployers = 3;

export interface OpenPosition {
  position: ScoredPosition;
  employerId: string;
  openings: number;
}

/** What the open positions of an occupation, or of all under it, ask together. */
export interface OccupationProfile {
  occupation: string;
  level: number;
  positions: number;
  employers: number;
  openings: number;
  /** A position-like record: what a talent is scored against. */
  asks: ScoredPosition;
  /** Share of the openings that ask each must-have, in basis points. */
  shares: Record<string, number>;
}

/**
 * The profile of one occupation: must-haves asked by ≥ 20 % of the openings (at most 12, the most asked first), and the
 * first quartile, by openings, of stated education, grade and months. Null below 5 positions of 3 employers.
 */
export function profileOf(occupation: string, level: number, open: readonly OpenPosition[]): OccupationProfile | null {
  const employers = new Set(open.map(({ employerId }) => employerId)).size;
  if (open.length < leastPositions || employers < leastEmployers) return null;
  const openings = open.reduce((sum, one) => sum + one.openings, 0);
  const shares = askedSkills(open, openings);
  const asks: ScoredPosition = {
    id: '',
    createdAt: 0,
    occupation,
    region: '',
    pay: null,
    kind: null,
    startFrom: null,
    education: firstQuartile(open, ({ education }) => education),
    majors: [],
    grade: firstQuartile(open, ({ grade }) => grade),
    titleRank: null,
    experienceMonths: firstQuartile(open, ({ experienceMonths }) => experienceMonths),
    mustHave: shares.map(([skill]) => ({ skill, level: null })),
    niceToHave: [],
    licences: [],
    hardFilters: [],
  };
  return { occupation, level, positions: open.length, employers, openings, asks, shares: Object.fromEntries(shares) };
}

function askedSkills(open: readonly OpenPosition[], openings: number): [string, number][] {
  const asked = new Map<string, number>();
  for (const { position, openings: own } of open) {
    for (const { skill } of position.mustHave) asked.set(skill, (asked.get(skill) ?? 0) + own);
  }
  return [...asked]
    .map(([skill, count]): [string, number] => [skill, Math.floor((10_000 * count) / openings)])
    .filter(([, share]) => share >= askedShareBp)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostSkills);
}

/** The least value that a quarter of the openings which state one ask at most; null when none states one. */
function firstQuartile(
  open: readonly OpenPosition[],
  statedBy: (position: ScoredPosition) => number | null,
): number | null {
  const stated = open
    .flatMap(({ position, openings }) => {
      const value = statedBy(position);
      return value === null ? [] : [{ value, openings }];
    })
    .sort((a, b) => a.value - b.value);
  const quarter = stated.reduce((sum, { openings }) => sum + openings, 0) / 4;
  let passed = 0;
  for (const { value, openings } of stated) {
    passed += openings;
    if (passed >= quarter) return value;
  }
  return null;
}

/** Groups open positions by every occupation that holds them, at all four levels, and makes the profiles. */
export function profilesOf(
  open: readonly OpenPosition[],
  lineage: (occupation: string) => readonly { code: string; level: number }[],
): OccupationProfile[] {
  const groups = new Map<string, { level: number; open: OpenPosition[] }>();
  for (const one of open) {
    for (const { code, level } of lineage(one.position.occupation)) {
      const group = groups.get(code) ?? { level, open: [] };
      groups.set(code, group);
      group.open.push(one);
    }
  }
  return [...groups].flatMap(([code, group]) => profileOf(code, group.level, group.open) ?? []);
}
