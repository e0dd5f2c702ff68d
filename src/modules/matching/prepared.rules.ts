import type { DayNumber } from '../../kernel/day.ts';
import { ancestorAt, type ConceptNode, currentCode, lineageOf } from './concepts.rules.ts';
import { fullCredit } from './fit.rules.ts';
import type { Evidence, ScoredPosition, ScoredTalent, ScoreTaxonomy } from './matching.pair.ts';

/**
 * A talent and a position with every code made current and every ancestor looked up, so that a list of 2,000 pairs asks
 * the taxonomy once a record and not once a pair. Nothing here decides a credit.
 */

export interface ScoreContext {
  taxonomy: ScoreTaxonomy;
  day: DayNumber;
}

export const occupationClass = 2;
export const occupationGroup = 3;
export const majorClass = 2;
export const city = 2;
/** A talent marks at most so many skills to use; more are a mistake of the record and count in its order. */
const skillsToUseLimit = 5;

/** Credit of evidence in basis points, before exact or adjacent. */
export const evidenceCredit: Readonly<Record<Evidence, number>> = {
  CERTIFIED: 10_000,
  VERIFIED: 9_500,
  CLAIMED: 8_500,
  INFERRED: 6_000,
};

/** Credit for the nearest common ancestor by its level: 小类 ¾, 中类 ½, 大类 ¼. */
export const ancestorCredit: Readonly<Record<number, number>> = { 3: 7_500, 2: 5_000, 1: 2_500 };

/** One step of the way up from the position's occupation: what a talent earns who reaches it and none before. */
export interface Rung {
  code: string;
  creditBp: number;
}

export interface PreparedSkill {
  code: string;
  evidence: Evidence;
  evidenceBp: number;
}

export interface PreparedTalent {
  talent: ScoredTalent;
  day: DayNumber;
  /** Occupations held or trained for, with all their ancestors; likewise the wanted ones. */
  held: ReadonlySet<string>;
  wanted: ReadonlySet<string>;
  wantedRegions: ReadonlySet<string>;
  wantedCities: ReadonlySet<string>;
  residence: readonly ConceptNode[];
  /** One a concept with its best evidence. */
  skills: readonly PreparedSkill[];
  skillsToUse: readonly string[];
  /** Highest graduated level, 1–6. */
  education: number | null;
  /** Graduated majors. */
  majors: readonly (readonly ConceptNode[])[];
  grades: readonly { nodes: readonly ConceptNode[]; grade: number }[];
  experiences: readonly { nodes: readonly ConceptNode[]; from: DayNumber; to: DayNumber | null }[];
  /** Licences that are valid on the day. */
  licences: ReadonlySet<string>;
}

export function prepareTalent(talent: ScoredTalent, { taxonomy, day }: ScoreContext): PreparedTalent {
  const occupation = (code: string) => lineageOf(taxonomy, 'occupation', code);
  const experiences = talent.experiences.map((one) => ({
    nodes: occupation(one.occupation),
    from: one.from,
    to: one.to,
  }));
  const grades = talent.grades.map((one) => ({ nodes: occupation(one.occupation), grade: one.grade }));
  const held = new Set<string>();
  for (const { nodes } of experiences) addCodes(held, nodes);
  for (const { nodes } of grades) addCodes(held, nodes);
  for (const code of talent.trained) addCodes(held, occupation(code));
  const wanted = new Set<string>();
  for (const code of talent.wish.occupations) addCodes(wanted, occupation(code));
  const graduated = talent.educations.filter((education) => education.graduated);
  const wantedRegions = talent.wish.regions.map((region) => lineageOf(taxonomy, 'region', region));
  const valid = talent.licences.filter(({ validTo }) => validTo === null || validTo >= day);
  return {
    talent,
    day,
    held,
    wanted,
    wantedRegions: new Set(wantedRegions.flatMap((nodes) => nodes[0]?.code ?? [])),
    wantedCities: new Set(wantedRegions.flatMap((nodes) => ancestorAt(nodes, city) ?? [])),
    residence: talent.residence === null ? [] : lineageOf(taxonomy, 'region', talent.residence),
    skills: bestEvidence(talent, taxonomy),
    skillsToUse: markedSkills(talent, taxonomy),
    education: graduated.reduce<number | null>((best, { level }) => Math.max(best ?? level, level), null),
    majors: graduated.flatMap(({ major }) => (major === null ? [] : [lineageOf(taxonomy, 'major', major)])),
    grades,
    experiences,
    licences: new Set(valid.map(({ licence }) => currentCode(taxonomy, 'licence', licence))),
  };
}

function addCodes(codes: Set<string>, nodes: readonly ConceptNode[]): void {
  for (const { code } of nodes) codes.add(code);
}

function bestEvidence(talent: ScoredTalent, taxonomy: ScoreTaxonomy): PreparedSkill[] {
  const best = new Map<string, PreparedSkill>();
  for (const { skill, evidence } of talent.skills) {
    const code = currentCode(taxonomy, 'skill', skill);
    const evidenceBp = evidenceCredit[evidence];
    if (evidenceBp > (best.get(code)?.evidenceBp ?? -1)) best.set(code, { code, evidence, evidenceBp });
  }
  return [...best.values()];
}

function markedSkills(talent: ScoredTalent, taxonomy: ScoreTaxonomy): string[] {
  const marked = talent.skills.filter(({ wantsToUse }) => wantsToUse);
  return [...new Set(marked.map(({ skill }) => currentCode(taxonomy, 'skill', skill)))].slice(0, skillsToUseLimit);
}

export interface AskedSkill {
  code: string;
  list: 'MUST' | 'NICE';
  adjacent: ReadonlySet<string>;
}

export interface PreparedPosition {
  position: ScoredPosition;
  /** The position's occupation and what each ancestor of it is worth. */
  ladder: readonly Rung[];
  occupation: string;
  /** Its 小类. */
  group: string | null;
  /** Its 中类, or its own code where it is coded above: the field in which experience counts. */
  field: string;
  fieldIsClass: boolean;
  /** Its region and what holds it. */
  regions: readonly string[];
  city: string | null;
  /** Disjoint, must-haves first, in the position's order. */
  asked: readonly AskedSkill[];
  /** Places in `asked` by code. */
  placeOf: ReadonlyMap<string, number>;
  mustCount: number;
  niceCount: number;
  majors: ReadonlySet<string>;
  majorClasses: ReadonlySet<string>;
  licences: readonly string[];
  licencesByLaw: readonly string[];
}

export function preparePosition(position: ScoredPosition, taxonomy: ScoreTaxonomy): PreparedPosition {
  const occupation = lineageOf(taxonomy, 'occupation', position.occupation);
  const region = lineageOf(taxonomy, 'region', position.region);
  const majors = position.majors.map((major) => lineageOf(taxonomy, 'major', major));
  const own = occupation[0]?.code ?? position.occupation;
  const field = ancestorAt(occupation, occupationClass);
  const licence = (code: string) => currentCode(taxonomy, 'licence', code);
  const asked = askedSkills(position, taxonomy);
  const mustCount = asked.filter(({ list }) => list === 'MUST').length;
  return {
    position,
    ladder: occupation.map(({ code, level }, place) => ({
      code,
      creditBp: place === 0 ? fullCredit : (ancestorCredit[level] ?? 0),
    })),
    occupation: own,
    group: ancestorAt(occupation, occupationGroup),
    field: field ?? own,
    fieldIsClass: field !== null,
    regions: region.map(({ code }) => code),
    city: ancestorAt(region, city),
    asked,
    placeOf: new Map(asked.map(({ code }, place) => [code, place])),
    mustCount,
    niceCount: asked.length - mustCount,
    majors: new Set(majors.flatMap((nodes) => nodes[0]?.code ?? [])),
    majorClasses: new Set(majors.flatMap((nodes) => ancestorAt(nodes, majorClass) ?? [])),
    licences: position.licences.map(licence),
    licencesByLaw: [...new Set(taxonomy.requiredLicences(own).map(licence))].sort(),
  };
}

/** Two words for one concept are one asked skill; a must-have is no nice-to-have. */
function askedSkills({ mustHave, niceToHave }: ScoredPosition, taxonomy: ScoreTaxonomy): AskedSkill[] {
  const asked = new Map<string, AskedSkill>();
  for (const [list, skills] of [
    ['MUST', mustHave],
    ['NICE', niceToHave],
  ] as const) {
    for (const { skill } of skills) {
      const code = currentCode(taxonomy, 'skill', skill);
      if (!asked.has(code)) asked.set(code, { code, list, adjacent: taxonomy.adjacentSkills(code) });
    }
  }
  return [...asked.values()];
}
