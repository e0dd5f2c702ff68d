import type { HeaderLanguage } from '../../graphql/download.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Db } from '../../platform/db/db.ts';
import { numberText, yesText } from '../../platform/files/cell-text.ts';
import type { SheetColumn } from '../../platform/files/xlsx-out.ts';
import { recordAudit } from '../accounts/index.ts';
import { type EmployerCriterion, employerCriteria, type TalentCriterion, talentCriteria } from './matching.pair.ts';
import type { MatchingService } from './matching.service.ts';
import type { MatchFit, TalentMatch } from './matching.types.ts';
import type { MatchViews } from './matching.views.ts';

const pageSize = 100;
/** Beyond, nobody reads a ranked list; and each page is scored anew. */
const maxRows = 500;

const criterionNames: Readonly<Record<EmployerCriterion | TalentCriterion, string>> = {
  SKILLS: '技能',
  OCCUPATION: '职业',
  EDUCATION_AND_MAJOR: '学历与专业',
  GRADE_OR_TITLE: '等级或职称',
  EXPERIENCE: '经验',
  OCCUPATION_WANTED: '期望职业',
  REGION: '期望地区',
  PAY: '期望薪资',
  KIND_AND_START: '工作性质与到岗',
  SKILLS_TO_USE: '愿用技能',
};

interface ListColumn {
  name: string;
  header: string;
  isNumber: boolean;
  text(match: TalentMatch, rank: number): string;
}

const number = (name: string, header: string, text: ListColumn['text']): ListColumn => ({
  ...{ name, header, text },
  isNumber: true,
});
const words = (name: string, header: string, text: ListColumn['text']): ListColumn => ({
  ...{ name, header, text },
  isNumber: false,
});

/** A match as a row; what is withheld on the screen stays empty. */
const columns: readonly ListColumn[] = [
  number('rank', '名次', (_, rank) => String(rank)),
  words('talent', '人才', ({ talentId }) => talentId),
  words('name', '姓名', ({ talent }) => talent.name ?? ''),
  number('mutual', '匹配分', ({ mutual }) => String(mutual)),
  number('employerFit', '岗位匹配分', ({ employerFit }) => numberText(employerFit.total)),
  number('talentFit', '意愿匹配分', ({ talentFit }) => numberText(talentFit.total)),
  words('talentFitBand', '意愿匹配档', ({ talentFit }) => (talentFit.band === null ? '' : `≥${talentFit.band}`)),
  words('eligible', '符合硬性条件', ({ eligible }) => yesText(eligible)),
  words('ineligible', '不符合之处', ({ ineligible }) =>
    ineligible.map(({ reason, filter, licence }) => filter ?? licence?.name ?? reason).join(';'),
  ),
  ...employerCriteria.map((one) => points(one, ({ employerFit }) => employerFit)),
  ...talentCriteria.map((one) => points(one, ({ talentFit }) => talentFit)),
];

function points(criterion: keyof typeof criterionNames, fitOf: (match: TalentMatch) => MatchFit): ListColumn {
  return number(criterion, `${criterionNames[criterion]}得分`, (match) =>
    numberText(fitOf(match).criteria.find((one) => one.criterion === criterion)?.points ?? null),
  );
}

/** The ranked talents of a position as a file, as `matchesForPosition` shows them. */
export class MatchesExport {
  private readonly db: Db;
  private readonly service: MatchingService;
  private readonly views: MatchViews;

  constructor(db: Db, service: MatchingService, views: MatchViews) {
    this.db = db;
    this.service = service;
    this.views = views;
  }

  columns(lang: HeaderLanguage): SheetColumn[] {
    return columns.map(({ name, header, isNumber }) => ({ header: lang === 'en' ? name : header, isNumber }));
  }

  /** At most 500 rows, by mutual score. @throws NOT_FOUND for a position that the actor does not see. */
  async *pages(actor: Actor, positionId: string): AsyncGenerator<string[][]> {
    let rank = 0;
    try {
      for (let after: string | null = null; rank < maxRows; ) {
        const list = await this.service.matchesForPosition(actor, positionId, {
          ...{ first: pageSize, after, order: 'MUTUAL' },
        });
        const rows = this.views.talentPage(positionId, list).items.map((match) => {
          rank += 1;
          return columns.map(({ text }) => text(match, rank));
        });
        yield rows;
        after = list.nextCursor;
        if (after === null) break;
      }
    } finally {
      if (rank > 0) await this.record(actor, positionId, rank);
    }
  }

  private record(actor: Actor, positionId: string, rows: number): Promise<void> {
    const written = { actor, action: 'matches.exported', kind: 'position', id: positionId, detail: { rows } };
    return recordAudit(this.db.prisma, written);
  }
}
