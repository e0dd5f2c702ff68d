import type { Cells } from '../../platform/files/cells.ts';
import type { ConceptCells } from '../taxonomy/index.ts';
import type { EntryDraft } from './catalogs.input.ts';
import { type ShortageLevel, shortageLevels } from './catalogs.rules.ts';

const levelNames: Record<string, ShortageLevel> = {
  一般: 'ORDINARY',
  紧缺: 'SHORT',
  非常紧缺: 'VERY_SHORT',
  急需紧缺: 'VERY_SHORT',
};

/** The part of a row that is its entry. */
export function entryOf(cells: Cells, concepts: ConceptCells): EntryDraft {
  const education = concepts.number(cells, 'education', 'education');
  return {
    occupation: cells.needed('occupation'),
    tradeName: cells.text('tradeName'),
    level: cells.choice('level', shortageLevels, levelNames),
    headcount: cells.whole('headcount'),
    majors: concepts
      .listed(cells, 'majors', 'major')
      .flatMap((name) => concepts.majors(name, 'majors', { level: education, all: true })),
    education,
    grade: concepts.number(cells, 'grade', 'grade'),
    schools: cells.items('schools'),
    pay: { from: cells.fen('payFrom'), to: cells.fen('payTo') },
    remark: cells.text('remark'),
    withdraws: cells.yes('withdraws'),
  };
}
