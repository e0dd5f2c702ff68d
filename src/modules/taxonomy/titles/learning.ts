import type { Taxonomy } from '../taxonomy.rules.ts';
import { calibrationOf, type Outcome } from './calibration.rules.ts';
import { readLabelledTitles, readTitleLexicons } from './files.ts';
import { predictTitles, type TitleModelParts } from './model.rules.ts';
import { randomFrom, type TitleRow, trainTitles } from './train.rules.ts';

/** Names out of catalogs cover codes that no advertisement shows, and weigh little beside one. */
const weights = { labelled: 1, market: 0.1, alias: 0.1, name: 0.2, coarseName: 0.1 };
const candidatesJudged = 5;

/** What a title resolves to by a model that has not seen it. */
export interface Held<Answer> {
  row: TitleRow;
  fold: number;
  answer: Answer;
}

/** Titles that people have labelled, as advertised. */
export function labelledTitles(): TitleRow[] {
  return readLabelledTitles('labelled').map((row) => ({ ...row, weight: weights.labelled }));
}

/** Market titles, and the names and aliases of the occupations in use. */
export function catalogTitles(taxonomy: Taxonomy): TitleRow[] {
  const market = readLabelledTitles('market').map((row) => ({ ...row, weight: weights.market }));
  const named = taxonomy
    .all('occupation')
    .flatMap(({ code, level, name, aliases, retiredIn }) =>
      retiredIn === null
        ? [
            { text: name, code, weight: level === 4 ? weights.name : weights.coarseName },
            ...aliases.map((text) => ({ text, code, weight: weights.alias })),
          ]
        : [],
    );
  return [...market, ...named];
}

/**
 * Cross-validation: every labelled title is answered by a model trained on all other folds and on the catalogs.
 * @param ask answers titles of the left-out fold by the model of the others
 */
export function crossValidate<Answer>(
  taxonomy: Taxonomy,
  folds: number,
  ask: (model: TitleModelParts, texts: readonly string[]) => readonly Answer[],
): Held<Answer>[] {
  const [labelled, catalog, lexicons] = [labelledTitles(), catalogTitles(taxonomy), readTitleLexicons()];
  const foldOf = foldsOf(labelled.length, folds);
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const kept = labelled.filter((_, at) => foldOf[at] !== fold);
    const left = labelled.filter((_, at) => foldOf[at] === fold);
    const answers = ask(
      trainTitles([...kept, ...catalog], lexicons),
      left.map(({ text }) => text),
    );
    return left.flatMap((row, at) => {
      const answer = answers[at];
      return answer === undefined ? [] : [{ row, fold, answer }];
    });
  });
}

/** The model of all titles, its confidence calibrated on folds that it was not trained on. */
export function learnTitles(taxonomy: Taxonomy, folds = 10): TitleModelParts {
  const held = crossValidate(taxonomy, folds, (model, texts) => predictTitles(model, texts, candidatesJudged));
  const rows = [...labelledTitles(), ...catalogTitles(taxonomy)];
  return { ...trainTitles(rows, readTitleLexicons()), calibration: calibrationOf(outcomesOf(held)) };
}

/** Every candidate, with whether it was the label. */
export function outcomesOf(held: readonly Held<readonly { code: string; confidence: number }[]>[]): Outcome[] {
  return held.flatMap(({ row, answer }) =>
    answer.map(({ code, confidence }) => ({ share: confidence, right: code === row.code })),
  );
}

/** Which fold each of n titles belongs to: a fixed shuffle, so that every run and every method meets the same folds. */
function foldsOf(count: number, folds: number): number[] {
  const random = randomFrom(1);
  const fold = Array.from({ length: count }, (_, at) => at % folds);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [fold[at], fold[other]] = [fold[other] as number, fold[at] as number];
  }
  return fold;
}
