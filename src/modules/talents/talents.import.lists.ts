import { type Cells, choiceOf, dayOf, partsOf, wholeOf } from '../../platform/files/cells.ts';
import type { ConceptCells } from '../taxonomy/index.ts';
import type { Evidence, TalentDraft } from './talents.record.ts';

/** The columns whose cells hold a list of what a talent can and has. */

const ranks = ['1', '2', '3', '4', '5'] as const;
export const rankNames: Record<string, (typeof ranks)[number]> = {
  员级: '1',
  助理级: '2',
  助理: '2',
  初级: '2',
  中级: '3',
  副高级: '4',
  副高: '4',
  正高级: '5',
  正高: '5',
};

const wantedForm = /\s*[*＊]$/;

/** `skill[:level][*][:source]` */
export function skills(
  cells: Cells,
  column: string,
  evidence: Evidence,
  concepts: ConceptCells,
): NonNullable<TalentDraft['skills']> {
  return concepts.listed(cells, column, 'skill').flatMap((item) => {
    const [name, level, source] = partsOf(item, column, 'skill:level*:source');
    const grade = level?.replace(wantedForm, '');
    const held = {
      level: grade ? wholeOf(grade, column) : null,
      evidence,
      source: source ?? null,
      wantsToUse: [name, level].some((part) => part != null && wantedForm.test(part)),
    };
    const skills = concepts.resolveAll('skill', name?.replace(wantedForm, '') ?? '', column);
    return skills.map((skill) => ({ skill, ...held }));
  });
}

/** That of the latest job. */
export function jobOccupation(cells: Cells, concepts: ConceptCells): string | null {
  const title = { text: cells.text('jobTitle'), column: 'jobTitle', isNeeded: false };
  return concepts.occupation(cells.text('jobOccupation'), 'jobOccupation', title);
}

export function grades(cells: Cells, concepts: ConceptCells): NonNullable<TalentDraft['grades']> {
  const column = 'grades';
  return cells.pieces(column).map((item) => {
    const form = 'occupation:grade:certificate:issued on:issuer';
    const [first, second, certificateNo, issuedOn, issuer] = partsOf(item, column, form);
    // A grade alone, 高级工（三级）, is one in the occupation of the latest job.
    const isAlone = second == null && certificateNo == null && concepts.isLevel('grade', first ?? '');
    const [occupation, grade] = isAlone ? [null, first] : [first, second];
    return {
      occupation: isAlone
        ? jobOccupation(cells, concepts)
        : occupation && concepts.resolve('occupation', occupation, column),
      grade: grade ? concepts.least('grade', grade, column) : null,
      certificateNo: certificateNo ?? null,
      issuedOn: issuedOn ? dayOf(issuedOn, column) : null,
      issuer: issuer ?? null,
    };
  });
}

export function titleRanks(cells: Cells, concepts: ConceptCells): NonNullable<TalentDraft['titleRanks']> {
  const column = 'titleRanks';
  return cells.pieces(column).map((item) => {
    const [series, rank, issuedOn] = partsOf(item, column, 'series:rank:issued on');
    return {
      series: series ? concepts.resolve('titleSeries', series, column) : null,
      rank: rank ? wholeOf(choiceOf(rank, column, ranks, rankNames), column) : null,
      issuedOn: issuedOn ? dayOf(issuedOn, column) : null,
    };
  });
}

export function licences(cells: Cells, concepts: ConceptCells): NonNullable<TalentDraft['licences']> {
  const column = 'licences';
  return concepts.listed(cells, column, 'licence').map((item) => {
    const [licence, validTo] = partsOf(item, column, 'licence:valid to');
    return {
      licence: licence ? concepts.resolve('licence', licence, column) : null,
      validTo: validTo ? dayOf(validTo, column) : null,
    };
  });
}
