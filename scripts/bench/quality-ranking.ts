import { join } from 'node:path';
import {
  indexTitles,
  readTitleLexicons,
  readTitleModel,
  shippedTaxonomy,
  similarities,
} from '../../src/modules/taxonomy/index.ts';
import { mean, orderOf, share, table } from './quality-figures.ts';
import { linkScorer, type Program, type Scorer } from './quality-links.ts';

const noLexicon = { noise: [], concepts: { chinese: new Map(), english: new Map(), longest: 1 } };

/** Rankings of the public test sets in the folder. */
export function printRanking(folder: string): void {
  for (const language of ['zh', 'en']) printMeanAveragePrecision(join(folder, 'job-titles', language), language);
  printReciprocalRank(join(folder, 'program-occupations.tsv'));
}

/** Of all titles of the corpus, ordered by likeness to the query: the mean of the precision at each one that is relevant (TREC). */
function printMeanAveragePrecision(folder: string, language: string): void {
  const corpus = table(join(folder, 'corpus.tsv'));
  const titles = corpus.map(([, title = '']) => title);
  const relevant = new Map<string, Set<string>>();
  for (const [query = '', , title = ''] of table(join(folder, 'qrels.tsv')))
    relevant.set(query, (relevant.get(query) ?? new Set()).add(title));
  for (const [name, lexicons] of [
    ['characters only', noLexicon],
    ['similarity of titles', readTitleLexicons()],
  ] as const) {
    const index = indexTitles(titles, lexicons);
    const precisions = table(join(folder, 'queries.tsv')).map(([query = '', title = '']) => {
      const wanted = relevant.get(query) ?? new Set();
      const hits = orderOf(similarities(title, index)).map((at) => wanted.has(corpus[at]?.[0] ?? ''));
      return averagePrecision(hits, wanted.size);
    });
    const half = (parity: number) => share(mean(precisions.filter((_, at) => at % 2 === parity)));
    console.log(`MAP ${language}, ${name}: ${share(mean(precisions))} (halves ${half(0)}, ${half(1)})`);
  }
}

function averagePrecision(hits: readonly boolean[], total: number): number {
  let found = 0;
  let sum = 0;
  hits.forEach((isHit, at) => {
    if (!isHit) return;
    found += 1;
    sum += found / (at + 1);
  });
  return sum / total;
}

/** For each program all occupations of the file are ranked; the reciprocal rank of the first that the program lists. */
function printReciprocalRank(file: string): void {
  const programs = table(file).map(([code = '', name = '', list = '']) => ({ code, name, listed: list.split('|') }));
  const titles = [...new Set(programs.flatMap(({ listed }) => listed))];
  const likeness =
    (lexicons: ReturnType<typeof readTitleLexicons>): Scorer =>
    ({ name }) =>
      similarities(name, indexTitles(titles, lexicons));
  const links = linkScorer(shippedTaxonomy(), readTitleModel(), titles);
  const concepts = likeness(readTitleLexicons());
  const both: Scorer = (program) => {
    const [like, linked] = [concepts(program), links(program)];
    return like.map((score, at) => score + 2 * (linked[at] ?? 0));
  };
  for (const [name, scorer] of [
    ['characters only', likeness(noLexicon)],
    ['similarity of titles', concepts],
    ['links of the taxonomy', links],
    ['similarity and links', both],
  ] as const)
    console.log(
      `MRR program to ${titles.length} occupations, ${name}: ${share(mean(programs.map((one) => rank(one, scorer))))}`,
    );

  function rank(program: Program, scorer: Scorer): number {
    return 1 / (1 + orderOf(scorer(program)).findIndex((at) => program.listed.includes(titles[at] ?? '')));
  }
}
