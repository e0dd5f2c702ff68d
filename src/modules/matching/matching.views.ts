import { createHash } from 'node:crypto';
import { PeopleCount } from '../../graphql/types.ts';
import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { publishCount } from '../../kernel/people-count.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Position, PositionRecord } from '../positions/index.ts';
import type { Talent, TalentRecord } from '../talents/index.ts';
import { Concept, type Scheme, type TaxonomySource } from '../taxonomy/index.ts';
import type { MatchPage } from './matching.lists.ts';
import type { CriterionScore, Fit, IneligibleReason, Match as ScoredMatch, SkillCredit } from './matching.pair.ts';
import {
  FittingTalents,
  Ineligibility,
  type Match,
  MatchFit,
  PositionMatch,
  PositionMatchPage,
  SkillMatch,
  TalentMatch,
  TalentMatchPage,
} from './matching.types.ts';
import { type MatchView, withheldMatch } from './ranking.rules.ts';

export interface ViewDeps {
  taxonomy: TaxonomySource;
  secret: string;
  talentOf(record: TalentRecord): Talent;
  positionOf(record: PositionRecord): Position;
}

/** Turns scored matches into what a caller may see of them. */
export class MatchViews {
  private readonly deps: ViewDeps;

  constructor(deps: ViewDeps) {
    this.deps = deps;
  }

  talentPage(positionId: string, page: MatchPage<TalentRecord>): TalentMatchPage {
    const items = page.items.map(({ match, row }) =>
      Object.assign(this.match(new TalentMatch(), match, page.view), { talent: this.deps.talentOf(row) }),
    );
    const { nextCursor, orderExact, scored, pool } = page;
    return Object.assign(new TalentMatchPage(), { items, nextCursor, orderExact, scored, pool, positionId });
  }

  positionPage(page: MatchPage<PositionRecord>): PositionMatchPage {
    const items = page.items.map(({ match, row }) =>
      Object.assign(this.match(new PositionMatch(), match, page.view), { position: this.deps.positionOf(row) }),
    );
    const { nextCursor, orderExact, scored, pool } = page;
    return Object.assign(new PositionMatchPage(), { items, nextCursor, orderExact, scored, pool });
  }

  /** What an actor may know of how many talents of its own sight were not scored. */
  notScored(actor: Actor, { positionId, scored }: TalentMatchPage, size: number): PeopleCount {
    return this.people(
      actor,
      'match.notScored',
      `${positionId}:${organizationOf(actor)?.id ?? ''}`,
      Math.max(0, size - scored),
    );
  }

  /**
   * Rounded for everybody: it counts people of all regions. The draw hangs on who is counted, not on the position, so
   * that a copy of the position, or asks that change nothing, draw the same figure again.
   */
  fitting({ ids, estimated }: { ids: readonly string[]; estimated: boolean }): FittingTalents {
    const people = createHash('sha256')
      .update([...ids].sort().join())
      .digest('base64url');
    const count = PeopleCount.of(publishCount(ids.length, this.deps.secret, ['match.fitting', people]));
    return Object.assign(new FittingTalents(), { count, estimated });
  }

  match<T extends Match>(target: T, match: ScoredMatch, view: MatchView): T {
    const shown = view === 'FULL' ? null : withheldMatch(match);
    return Object.assign(target, {
      formula: match.formula,
      talentId: match.talentId,
      positionId: match.positionId,
      mutual: shown?.mutual ?? match.mutual,
      mutualOf: shown?.mutualOf ?? match.mutualOf,
      employerFit: openFit(match.employerFit),
      talentFit: shown ? withheldFit(shown.talentBand) : openFit(match.talentFit),
      skills: match.skills.map((credit) => this.skill(credit)),
      eligible: match.eligible,
      ineligible: match.ineligible.map((reason) => this.reason(reason)),
    });
  }

  private people(actor: Actor, measure: string, scope: string, n: number): PeopleCount {
    if (isAllowed(actor, 'heat:exact')) return PeopleCount.exact(n);
    return PeopleCount.of(publishCount(n, this.deps.secret, [measure, scope]));
  }

  private skill({ asked, list, by, relation, evidence, creditBp }: SkillCredit): SkillMatch {
    return Object.assign(new SkillMatch(), {
      asked: this.concept('skill', asked),
      mustHave: list === 'MUST',
      by: by === null ? null : this.concept('skill', by),
      relation,
      evidence,
      creditBp,
    });
  }

  private reason(reason: IneligibleReason): Ineligibility {
    const isLicence = reason.reason === 'LICENCE_DEMANDED_BY_LAW';
    return Object.assign(new Ineligibility(), {
      reason: reason.reason,
      filter: isLicence ? null : reason.filter,
      licence: isLicence ? this.concept('licence', reason.licence) : null,
    });
  }

  private concept(scheme: Scheme, code: string): Concept | null {
    const record = this.deps.taxonomy.now.get(scheme, code);
    return record && Concept.of(record);
  }
}

function openFit(fit: Fit<string>): MatchFit {
  const criteria: CriterionScore[] = fit.criteria;
  return Object.assign(new MatchFit(), { total: fit.total, band: null, withheld: false, criteria });
}

function withheldFit(band: number | null): MatchFit {
  return Object.assign(new MatchFit(), { total: null, band, withheld: true, criteria: [] });
}
