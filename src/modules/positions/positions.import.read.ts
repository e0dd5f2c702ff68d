import { badInput } from '../../kernel/errors.ts';
import { workKindNames } from '../../kernel/work-kind-names.ts';
import { type Cells, partsOf, wholeOf } from '../../platform/files/cells.ts';
import { numberMadeOf, numberOf } from '../../platform/files/natural-key.ts';
import type { ConceptCells } from '../taxonomy/index.ts';
import { descriptionOf } from './positions.import.conditions.ts';
import { filterNames, rankNames, ranks } from './positions.import.words.ts';
import type { PositionDraft } from './positions.input.ts';
import { hardFilters, workKinds } from './positions.rules.ts';

/** The row as a draft of the module's own, codes in the place of names. */
export function draftOf(cells: Cells, concepts: ConceptCells): PositionDraft {
  const education = concepts.number(cells, 'education', 'education');
  const region = concepts.code(cells, 'region', 'region');
  return {
    // Whatever else is corrected, its occupation too, it stays the same position.
    externalId: numberOf(cells, 'externalId', () => numberMadeOf(cells.needed('title'), region ?? '')),
    title: cells.needed('title'),
    occupation: concepts.occupation(cells.text('occupation'), 'occupation', {
      text: cells.text('title'),
      column: 'title',
      isNeeded: true,
    }),
    description: descriptionOf(cells),
    headcount: cells.people('headcount'),
    filled: cells.people('filled'),
    region,
    industry: concepts.code(cells, 'industry', 'industry'),
    pay: payOf(cells, concepts),
    kind: cells.choice('kind', workKinds, workKindNames),
    startFrom: cells.day('startFrom'),
    education,
    majors: concepts
      .listed(cells, 'majors', 'major')
      .flatMap((name) => concepts.majors(name, 'majors', { level: education, all: true })),
    grade: gradeOf(cells, concepts),
    titleRank: titleRank(cells, concepts),
    experienceMonths: cells.months('experienceMonths'),
    mustHave: skills(cells, 'mustHave', concepts),
    niceToHave: skills(cells, 'niceToHave', concepts),
    licences: concepts.codes(cells, 'licences', 'licence'),
    hardFilters: cells.choices('hardFilters', hardFilters, filterNames),
    opensOn: cells.day('opensOn'),
    closesOn: cells.day('closesOn', true),
  };
}

/** That of the title where no column says one: 8k-12k. */
function payOf(cells: Cells, concepts: ConceptCells): PositionDraft['pay'] {
  const said = ['payFrom', 'payTo', 'pay'].every((column) => cells.text(column) === null);
  const pay = said ? (concepts.titleWords(cells, 'title')?.pay ?? null) : null;
  if (pay === null) return cells.payRange();
  const fen = (yuan: number | null) => (yuan === null ? null : Math.round(yuan * 100));
  cells.note('title', `Its pay, ${pay.from ?? '…'}–${pay.to ?? '…'} yuan a month, is taken for the position's.`);
  return { from: fen(pay.from), to: fen(pay.to) };
}

/** That of the title where the column is empty: 高级焊工. */
function gradeOf(cells: Cells, concepts: ConceptCells): number | null {
  const grade = cells.text('grade') === null ? (concepts.titleWords(cells, 'title')?.grade ?? null) : null;
  if (grade === null) return concepts.number(cells, 'grade', 'grade');
  cells.note('title', `Its skill grade, ${grade}, is taken for the least that is asked.`);
  return grade;
}

function titleRank(cells: Cells, concepts: ConceptCells): PositionDraft['titleRank'] {
  const series = concepts.code(cells, 'titleSeries', 'titleSeries');
  const rank = cells.choice('titleRank', ranks, rankNames);
  if (series === null && rank === null) return null;
  if (series === null) throw badInput('titleSeries', 'A rank is asked without its series.', 'Name the series.');
  return { series, rank: Number(rank ?? cells.needed('titleRank')) };
}

function skills(cells: Cells, column: string, concepts: ConceptCells): NonNullable<PositionDraft['mustHave']> {
  return concepts.listed(cells, column, 'skill').flatMap((item) => {
    const [name, level] = partsOf(item, column, 'skill:level');
    const asked = level ? wholeOf(level, column) : null;
    return concepts.resolveAll('skill', name ?? '', column).map((skill) => ({ skill, level: asked }));
  });
}
