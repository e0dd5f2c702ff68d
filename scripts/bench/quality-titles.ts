import { statSync } from 'node:fs';
import {
  calibrated,
  calibrationOf,
  crossValidate,
  type Held,
  outcomesOf,
  predictTitles,
  readTitleModel,
  shippedTaxonomy,
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
const bands = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];

/** Cross-validation on the labelled titles: the model alone, and what `resolveOccupations` answers with it. */
export async function printTitles(folds: number): Promise<void> {
  const taxonomy = shippedTaxonomy();
  const judged = crossValidate(taxonomy, folds, (model, texts) => {
    const alone = predictTitles(model, texts, candidates);
    const resolver = new WordResolvers(taxonomy, titleModelOf(model)).of('occupation');
    const resolved = resolver.resolveAll(texts, { limit: candidates });
    return texts.map((_, at) => ({ model: alone[at] ?? [], resolver: resolved[at] ?? [] }));
  });
  console.log(`Titles to occupations, ${judged.length} labelled titles, ${folds}-fold cross-validation`);
  printAccuracy('model alone', judged, ({ model }) => model);
  printAccuracy('resolveOccupations', judged, ({ resolver }) => resolver);
  printReliability('model alone, curve of the other folds', sureOfModel(judged));
  printReliability(
    'resolveOccupations',
    judged.flatMap(({ row, answer: { resolver } }) => topOf(resolver, row.code)),
  );
  printThroughput(judged.map(({ row }) => row.text));
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

/** The curve for a title is learned from folds of the other parity: no title judges its own confidence. */
function sureOfModel(judged: readonly Judged[]): Sure[] {
  const held = judged.map(({ row, fold, answer }) => ({ row, fold, answer: answer.model }));
  const curves = [0, 1].map((parity) => calibrationOf(outcomesOf(held.filter(({ fold }) => fold % 2 !== parity))));
  return held.flatMap(({ row, fold, answer }) => {
    const curve = curves[fold % 2];
    const [top] = topOf(answer, row.code);
    return top && curve ? [{ ...top, sure: calibrated(top.sure, curve) }] : [];
  });
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

/** The shipped model and the whole resolver, warm. */
function printThroughput(titles: readonly string[]): void {
  const before = process.memoryUsage().rss;
  const model = readTitleModel();
  const resolver = new WordResolvers(shippedTaxonomy(), model).of('occupation');
  for (const [name, work] of [
    ['model', () => model.predict(titles, candidates)],
    ['resolveOccupations', () => resolver.resolveAll(titles, { limit: candidates })],
  ] as const) {
    work();
    const started = process.cpuUsage().user;
    work();
    const seconds = (process.cpuUsage().user - started) / 1e6;
    console.log(`${name}: ${Math.round(titles.length / seconds)} titles a second of one core`);
  }
  const [file, memory] = [statSync(titleModelFile).size, process.memoryUsage().rss - before];
  console.log(`model: file ${(file / 1e6).toFixed(2)} MB; memory with the resolver ${Math.round(memory / 1e6)} MB`);
}
