import type { CoverageList, Criterion } from '../../platform/search/engine.ts';
import { ancestorAt } from './concepts.rules.ts';
import { monthsIn } from './employer-fit.rules.ts';
import { fullCredit } from './fit.rules.ts';
import type { ScoreTaxonomy } from './matching.pair.ts';
import { evidences, workKinds } from './matching.pair.ts';
import type { PreparedTalent } from './prepared.rules.ts';
import { ancestorCredit, evidenceCredit, majorClass, occupationGroup } from './prepared.rules.ts';
import type { PositionTokenField } from './recall-fields.rules.ts';
import { keyOf } from './recall-fields.rules.ts';
import {
  dayStep,
  greatestPayOf,
  keysOfRange,
  lastMonthStep,
  lastPayStep,
  leastMonthsOf,
  monthStep,
  payStep,
  startScale,
} from './recall-steps.rules.ts';
import type { Term } from './recall-terms.rules.ts';
import {
  CreditKeys,
  employerCriterion,
  highestGrade,
  mayBeOpen,
  productTerms,
  range,
  talentCriterion,
  tenthsUp,
  withAlternatives,
} from './recall-terms.rules.ts';
import { adjacentCredit } from './skills.rules.ts';
import { kindAgrees, payCredit } from './talent-fit.rules.ts';

/** What a talent has and wishes, as criteria on the keys of positions. What the talent leaves open is left out. */
export function criteriaOfTalent(talent: PreparedTalent, taxonomy: ScoreTaxonomy): Criterion[] {
  const { wish } = talent.talent;
  const criteria: Criterion[] = [
    { ...employerCriterion('SKILLS'), coverage: skillLists(talent, taxonomy) },
    withAlternatives(employerCriterion('OCCUPATION'), ladderTerms(talent.held, taxonomy)),
    withAlternatives(employerCriterion('EDUCATION_AND_MAJOR', mayBeOpen), educationTerms(talent)),
    withAlternatives(employerCriterion('GRADE_OR_TITLE', mayBeOpen), gradeTerms(talent)),
    withAlternatives(employerCriterion('EXPERIENCE', mayBeOpen), experienceTerms(talent)),
  ];
  if (talent.wanted.size > 0) {
    criteria.push(withAlternatives(talentCriterion('OCCUPATION_WANTED'), ladderTerms(talent.wanted, taxonomy)));
  }
  if (talent.wantedRegions.size > 0) criteria.push(withAlternatives(talentCriterion('REGION'), regionTerms(talent)));
  if (wish.pay !== null) criteria.push(withAlternatives(talentCriterion('PAY'), payTerms(wish.pay)));
  if (wish.kinds.length > 0 || wish.from !== null) {
    criteria.push(withAlternatives(talentCriterion('KIND_AND_START'), kindTerms(talent)));
  }
  if (talent.skillsToUse.length > 0) {
    criteria.push({ ...talentCriterion('SKILLS_TO_USE'), coverage: skillsToUse(talent) });
  }
  return criteria;
}

function skillLists(talent: PreparedTalent, taxonomy: ScoreTaxonomy): { must: CoverageList; nice: CoverageList } {
  const own = new Set(talent.skills.map(({ code }) => code));
  const adjacent = new Set<string>();
  let best = 0;
  for (const { code, evidenceBp } of talent.skills) {
    const near = [...taxonomy.adjacentSkills(code)].filter((other) => !own.has(other));
    if (near.length > 0) best = Math.max(best, adjacentCredit(evidenceBp));
    for (const other of near) adjacent.add(other);
  }
  const listOf = (field: 'mustHave' | 'niceToHave', count: 'mustCount' | 'niceCount'): CoverageList => ({
    exact: evidences.map((evidence) => ({
      keys: talent.skills.filter((skill) => skill.evidence === evidence).map(({ code }) => keyOf(field, code)),
      creditBp: evidenceCredit[evidence],
    })),
    adjacent: { keys: [...adjacent].map((code) => keyOf(field, code)), creditBp: best },
    count: { field: count },
  });
  return { must: listOf('mustHave', 'mustCount'), nice: listOf('niceToHave', 'niceCount') };
}

/** @param codes the talent's occupations with all their ancestors. */
function ladderTerms(codes: ReadonlySet<string>, taxonomy: ScoreTaxonomy): Term[] {
  const credits = new CreditKeys().add(
    fullCredit,
    [...codes].map((code) => keyOf('occupationAsked', code)),
  );
  for (const code of codes) {
    const level = taxonomy.lineage('occupation', code)[0]?.level;
    const creditBp = level === undefined ? 0 : (ancestorCredit[level] ?? 0);
    credits.add(creditBp, [keyOf('occupationWithin', code)]);
  }
  return credits.terms();
}

function educationTerms({ education, majors }: PreparedTalent): Term[] {
  const held = education ?? 0;
  const level = {
    full: [keyOf('levelAsked', 'ANY'), ...range(1, held).map((asked) => keyOf('levelAsked', asked))],
    half: education === null ? [] : [keyOf('levelAsked', held + 1)],
  };
  const nodes = majors.flat();
  const classes = majors.flatMap((one) => ancestorAt(one, majorClass) ?? []);
  return productTerms(level, {
    full: ['ANY', ...nodes.map(({ code }) => code)].map((code) => keyOf('majorAsked', code)),
    half: classes.map((code) => keyOf('majorClassAsked', code)),
  });
}

function gradeTerms(talent: PreparedTalent): Term[] {
  const credits = new CreditKeys();
  const addGrade = (field: PositionTokenField, code: string, grade: number, fullBp: number) => {
    credits.add(
      fullBp,
      range(1, grade).map((asked) => keyOf(field, code, asked)),
    );
    if (grade < highestGrade) credits.add(fullBp / 2, [keyOf(field, code, grade + 1)]);
  };
  for (const { nodes, grade } of talent.grades) {
    for (const { code } of nodes) addGrade('gradeFor', code, grade, fullCredit);
    const group = ancestorAt(nodes, occupationGroup);
    if (group !== null) addGrade('gradeGroupAsked', group, grade, fullCredit / 2);
  }
  for (const { series, rank } of talent.talent.titleRanks) {
    credits.add(
      fullCredit,
      range(1, rank).map((asked) => keyOf('titleAsked', series, asked)),
    );
    credits.add(fullCredit / 2, [keyOf('titleAsked', series, rank + 1)]);
  }
  return credits.terms();
}

/** A position asks at least the least months of its step. */
function experienceTerms(talent: PreparedTalent): Term[] {
  const credits = new CreditKeys();
  const fields = new Set(talent.experiences.flatMap(({ nodes }) => nodes.map(({ code }) => code)));
  for (const field of fields) {
    const months = monthsIn(talent, field);
    if (months === 0) continue;
    for (const step of range(monthStep(1), lastMonthStep)) {
      const creditBp = Math.min(fullCredit, Math.floor((fullCredit * months) / leastMonthsOf(step)));
      credits.add(tenthsUp(creditBp), [keyOf('monthsAsked', field, step)]);
    }
  }
  return credits.terms();
}

function regionTerms({ wantedRegions, wantedCities }: PreparedTalent): Term[] {
  const within = (code: string) => keyOf('regionWithin', code);
  return new CreditKeys()
    .add(fullCredit, [...wantedRegions].map(within))
    .add(fullCredit / 2, [...wantedCities].map(within))
    .terms();
}

/** A position may offer as much as the greatest pay of the step. */
function payTerms(expected: number): Term[] {
  const credits = new CreditKeys();
  let step = payStep(expected);
  credits.add(fullCredit, keysOfRange('payOffered', step, lastPayStep));
  for (step -= 1; step >= 0; step -= 1) {
    const creditBp = payCredit(greatestPayOf(step), expected);
    if (creditBp === 0) break;
    credits.add(creditBp, keysOfRange('payOffered', step, step));
  }
  return credits.terms();
}

function kindTerms({ talent: { wish } }: PreparedTalent): Term[] {
  const agreed = [
    ...workKinds.filter((kind) => kindAgrees(wish.kinds, kind)),
    ...(kindAgrees(wish.kinds, null) ? ['NONE'] : []),
  ];
  const kinds = agreed.map((kind) => keyOf('kindOffered', kind));
  if (wish.from === null)
    return [
      { creditBp: fullCredit, allOf: [kinds] },
      { creditBp: fullCredit / 2, allOf: [everyKind] },
    ];
  const last = dayStep(startScale, startScale.last);
  const starts = [keyOf('startOffered', 'ANY'), ...keysOfRange('startOffered', dayStep(startScale, wish.from), last)];
  return [
    { creditBp: fullCredit, allOf: [kinds, starts] },
    { creditBp: fullCredit / 2, allOf: [kinds] },
    { creditBp: fullCredit / 2, allOf: [starts] },
  ];
}

const everyKind = [...workKinds, 'NONE'].map((kind) => keyOf('kindOffered', kind));

function skillsToUse({ skillsToUse: wanted }: PreparedTalent): { must: CoverageList; nice: CoverageList } {
  const none = { keys: [], creditBp: 0 };
  const keys = wanted.flatMap((code) => [keyOf('mustHave', code), keyOf('niceToHave', code)]);
  return {
    must: { exact: [{ keys, creditBp: fullCredit }], adjacent: none, count: wanted.length },
    nice: { exact: [], adjacent: none, count: 0 },
  };
}
