import { readEdition, type Taxonomy, type TitleModel } from '../../src/modules/taxonomy/index.ts';

export interface Program {
  code: string;
  name: string;
  listed: readonly string[];
}
/** A score for each title. */
export type Scorer = (program: Program) => Float64Array;

/** The links of a program's major, or of the nearest majors around it, against what the titles resolve to. */
export function linkScorer(taxonomy: Taxonomy, model: TitleModel, titles: readonly string[]): Scorer {
  const { majorOccupations } = readEdition();
  const resolved = model.predict(titles, 3);
  return ({ code }) => {
    const around = [6, 4, 2].map((length) => code.slice(0, length));
    const near = around.find((start) => majorOccupations.some(({ major }) => major.startsWith(start)));
    const own = near === undefined ? [] : majorOccupations.filter(({ major }) => major.startsWith(near));
    const majors = new Set(own.map(({ major }) => major)).size || 1;
    return Float64Array.from(resolved, (found) =>
      found.reduce((total, { code: occupation, confidence }) => {
        const linked = own.reduce(
          (sum, link) => sum + (link.weight / majors) * nearness(taxonomy, link.occupation, occupation),
          0,
        );
        return total + confidence * linked;
      }, 0),
    );
  };
}

/** The steps fall faster than in matching, as a link names its occupation. */
function nearness(taxonomy: Taxonomy, left: string, right: string): number {
  if (left === right) return 1;
  const shared = (level: number) => {
    const mine = taxonomy.atLevel('occupation', left, level);
    return mine !== null && mine === taxonomy.atLevel('occupation', right, level);
  };
  if (shared(3)) return 0.4;
  return shared(2) ? 0.1 : 0;
}
