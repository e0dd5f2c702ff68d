import type { Cells } from '../../platform/files/cells.ts';
import type { ConceptCells } from '../taxonomy/index.ts';
import { levelNames } from './catalogs.import.words.ts';
import type { EntryDraft } from './catalogs.input.ts';
import { shortageLevels } from './catalogs.rules.ts';

/** The part of a row that is its entry. */
export function entryOf(cells: Cells, concepts: ConceptCells): EntryDraft {
  const education = concepts.number(cells, 'education', 'education');
  return {
    occupation: cells.needed('occupation'),
    tradeName: cells.text('tradeName'),
    level: cells.choice('level', shortageLevels, levelNames),
    headcount: cells.people('headcount'),
    majors: concepts
      .listed(cells, 'majors', 'major')
      .flatMap((name) => concepts.majors(name, 'majors', { level: education, all: true })),
    education,
    grade: concepts.number(cells, 'grade', 'grade'),
    schools: cells.items('schools'),
    pay: cells.payRange(),
    remark: cells.text('remark'),
    withdraws: cells.yes('withdraws'),
  };
}
