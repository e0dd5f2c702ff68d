import type { Criterion, RecallRequest, Side } from './engine.ts';
import { CreditWriter, keysOfCriteria, tokensAnywhere } from './postgres-credit.ts';
import type { Writing } from './postgres-filter.ts';

/** Sums of weight × credit stay within int4. */
const greatestWeights = 100_000;

interface Credit {
  side: Side;
  weight: number;
  credit: string;
  isNullable: boolean;
}

/**
 * The bound of bound.ts in integer SQL: id, version, created_at and bound of the documents of a source, which meet
 * one of conditions that exclude each other. It is written in stages (the tokens that matter, counts, credits, sides, key), each a subquery that OFFSET 0 keeps the planner from
 * merging, so that nothing is computed twice.
 */
export function writeBounds(
  request: RecallRequest,
  source: { from: string; wheres: readonly string[] },
  writing: Writing,
): string {
  const criteria = request.criteria.filter(({ side }) => request.key === 'MUTUAL' || side === request.key);
  checkWeights(criteria);
  const writer = new CreditWriter(writing);
  const columns: string[] = [];
  const credits = criteria.map((criterion, place): Credit => {
    const written = writer.write(criterion, `c${place}`);
    columns.push(...written.columns);
    return { ...written, side: criterion.side, weight: criterion.weight };
  });
  const matter = keysOfCriteria(criteria).flatMap((key) => tokensAnywhere(key, writing));
  const own = [...writer.columns];
  const counts = writer.counts.map((count, place) => `${count} AS k${place}`);
  const stages = [
    [
      'd.id',
      'd.version',
      'd.created_at',
      `d.tokens & ${writing.parameters.integers(matter)} AS hit`,
      ...own.map((column) => `d.${column}`),
    ],
    ...(counts.length > 0 ? [['hit', ...own, ...counts]] : []),
    columns,
    [`${writeSide('EMPLOYER', credits)} AS employer`, `${writeSide('TALENT', credits)} AS talent`],
    ...(request.talentBands ? [['employer', `${talentBand} AS talent`]] : []),
    [`${writeKey(request.key)} AS bound`],
  ];
  const [first = [], ...rest] = stages;
  const documents = source.wheres
    .map((where) => `SELECT ${first.join(', ')} FROM ${source.from} WHERE ${where}`)
    .join(' UNION ALL ');
  return rest.reduce(
    (inner, stage) =>
      `SELECT ${['id', 'version', 'created_at', ...stage].join(', ')} FROM (${inner} OFFSET 0) AS stage`,
    documents,
  );
}

function checkWeights(criteria: readonly Criterion[]): void {
  if (!criteria.every(({ weight }) => Number.isInteger(weight) && weight > 0))
    throw new Error('A weight is an integer above 0.');
  const sum = criteria.reduce((total, { weight }) => total + weight, 0);
  if (sum > greatestWeights) throw new Error(`Weights add up to ${sum}; ${greatestWeights} is the most.`);
}

function writeSide(side: Side, credits: readonly Credit[]): string {
  const own = credits.filter((credit) => credit.side === side);
  if (own.length === 0) return 'NULL::int';
  const earned = own
    .map(({ weight, credit, isNullable }) => `${weight} * ${isNullable ? `coalesce(${credit}, 0)` : credit}`)
    .join(' + ');
  const certain = own.reduce((sum, { weight, isNullable }) => (isNullable ? sum : sum + weight), 0);
  const uncertain = own
    .filter(({ isNullable }) => isNullable)
    .map(({ weight, credit }) => `CASE WHEN ${credit} IS NULL THEN 0 ELSE ${weight} END`);
  const weights = [certain, ...uncertain].join(' + ');
  const bound = `least(10000, (${earned} + ${weights} - 1) / (${weights}) + 5)`;
  return certain > 0 ? bound : `CASE WHEN ${weights} > 0 THEN ${bound} END`;
}

const talentBand = 'CASE WHEN talent >= 7000 THEN 7000 WHEN talent >= 4000 THEN 4000 WHEN talent >= 0 THEN 0 END';

function writeKey(key: RecallRequest['key']): string {
  if (key === 'EMPLOYER') return 'coalesce(employer, 0)';
  if (key === 'TALENT') return 'coalesce(talent, 0)';
  return `CASE WHEN employer IS NULL OR talent IS NULL THEN coalesce(employer, talent, 0)
    WHEN employer + talent = 0 THEN 0 ELSE 2 * employer * talent / (employer + talent) END`;
}
