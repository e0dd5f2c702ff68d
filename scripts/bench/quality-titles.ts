import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  calibrationOf,
  crossValidate,
  type Held,
  outcomesOf,
  predictTitles,
  readTitleModel,
  shippedTaxonomy,
  type TitleModelParts,
  titleModelFile,
  titleModelOf,
  WordResolvers,
} from '../../src/modules/taxonomy/index.ts';
import { mean, share } from './quality-figures.ts';

type Answer = readonly { code: string; confidence: number }[];
type Judged = Held<{ model: Answer; resolver: Answer }>;

const levels = [
  ['大类', 1],
  ['中类', 4],
  ['小类', 7],
  ['细类', 10],
] as const;
const candidates = 5;
/** Over all titles before throughput is measured, and while it is: one alone is half of it compiling. */
const passes = 3;
const bands = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];

/** Cross-validation on the labelled titles: the model alone, and what `resolveOccupations` answers with it. */
export async function printTitles(folds: number): Promise<void> {
  // Before anything else is held: what is collected meanwhile would be taken off.
  const shipped = readShipped();
  const models: TitleModelParts[] = [];
  const held = crossValidate(shippedTaxonomy(), folds, (model, texts) => {
    models.push(model);
    return predictTitles(model, texts, candidates);
  });
  const judged = resolvedBy(held, models, curvesOf(held));
  console.log(`Titles to occupations, ${judged.length} labelled titles, ${folds}-fold cross-validation`);
  printAccuracy('model alone', judged, ({ model }) => model);
  printAccuracy('resolveOccupations', judged, ({ resolver }) => resolver);
  for (const name of ['model', 'resolver'] as const) {
    const tops = judged.flatMap(({ row, answer }) => topOf(answer[name], row.code));
    printReliability(name === 'model' ? 'model alone' : 'resolveOccupations', tops);
  }
  printThroughput(
    judged.map(({ row }) => row.text),
    shipped,
  );
}

/** The curve for a title is learned from folds of the other parity: no title judges its own confidence. */
function curvesOf(held: readonly Held<Answer>[]): ReturnType<typeof calibrationOf>[] {
  return [0, 1].map((parity) => calibrationOf(outcomesOf(held.filter(({ fold }) => fold % 2 !== parity))));
}

/** The same titles again, by the calibrated models and by the whole resolver over them. */
function resolvedBy(
  held: readonly Held<Answer>[],
  models: readonly TitleModelParts[],
  curves: ReturnType<typeof curvesOf>,
): Judged[] {
  const taxonomy = shippedTaxonomy();
  return models.flatMap((parts, fold) => {
    const calibration = curves[fold % 2] ?? parts.calibration;
    const model = titleModelOf({ ...parts, calibration });
    const own = held.filter((one) => one.fold === fold);
    const texts = own.map(({ row }) => row.text);
    const alone = model.predict(texts, candidates);
    const resolved = new WordResolvers(taxonomy, model).of('occupation').resolveAll(texts, { limit: candidates });
    return own.map(({ row }, at) => ({
      row,
      fold,
      answer: { model: alone[at] ?? [], resolver: resolved[at] ?? [] },
    }));
  });
}

function printAccuracy(name: string, judged: readonly Judged[], of: (answer: Judged['answer']) => Answer): void {
  const right = (length: number) =>
    mean(judged.map(({ row, answer }) => +(of(answer)[0]?.code.slice(0, length) === row.code.slice(0, length))));
  const among = mean(judged.map(({ row, answer }) => +of(answer).some(({ code }) => code === row.code)));
  const figures = levels.map(([level, length]) => `${level} ${share(right(length))}`).join('  ');
  console.log(`  ${name}: ${figures}  among ${candidates}: ${share(among)}`);
}

interface Sure {
  sure: number;
  right: number;
}

function topOf([top]: Answer, code: string): Sure[] {
  return top ? [{ sure: top.confidence, right: +(top.code === code) }] : [];
}

function printReliability(name: string, tops: readonly Sure[]): void {
  console.log(`Confidence of the first answer, ${name}: titles, mean confidence, right`);
  bands.slice(0, -1).forEach((from, at) => {
    const band = tops.filter(({ sure }) => sure >= from && sure < (bands[at + 1] ?? 2));
    if (band.length === 0) return;
    const [sure, right] = [mean(band.map((top) => top.sure)), mean(band.map((top) => top.right))];
    console.log(`  from ${from.toFixed(1)}  ${String(band.length).padStart(5)}  ${share(sure)}  ${share(right)}`);
  });
  const over = tops.filter(({ sure }) => sure >= 0.8);
  const covered = share(over.length / tops.length);
  console.log(`  at 0.8 and above: ${covered} of the titles, right ${share(mean(over.map(({ right }) => right)))}`);
}

/** The shipped model and the whole resolver, and the bytes that they hold once they have answered. */
function readShipped() {
  const before = memoryHeld();
  const model = readTitleModel();
  const taxonomy = shippedTaxonomy();
  const resolver = new WordResolvers(taxonomy, model).of('occupation');
  const names = taxonomy.all('occupation').map(({ name }) => name);
  resolver.resolveAll(names, { limit: candidates });
  return { model, resolver, bytes: memoryHeld() - before };
}

function printThroughput(titles: readonly string[], { model, resolver, bytes }: ReturnType<typeof readShipped>): void {
  for (const [name, work] of [
    ['model', () => model.predict(titles, candidates)],
    ['resolveOccupations', () => resolver.resolveAll(titles, { limit: candidates })],
  ] as const) {
    for (let pass = 0; pass < passes; pass += 1) work();
    const started = process.cpuUsage().user;
    for (let pass = 0; pass < passes; pass += 1) work();
    const seconds = (process.cpuUsage().user - started) / 1e6 / passes;
    console.log(`${name}: ${Math.round(titles.length / seconds)} titles a second of one core`);
  }
  const file = statSync(titleModelFile).size;
  console.log(`model: file ${(file / 1e6).toFixed(2)} MB; memory with the resolver ${Math.round(bytes / 1e6)} MB`);
}

/** Bytes that are in use: what waits to be collected belongs to nobody. */
function memoryHeld(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
