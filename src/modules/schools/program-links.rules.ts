import { type DayNumber, formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import type { Taxonomy } from '../taxonomy/index.ts';

export const linkSources = ['STANDARD', 'OUTCOME', 'MANUAL'] as const;
export type LinkSource = (typeof linkSources)[number];

/** A program or a major leads to an occupation, from a day and to a day. */
export interface OccupationLink {
  occupation: string;
  /** Share of the way in basis points, 1–10,000. */
  weightBp: number;
  source: LinkSource;
  validFrom: DayNumber;
  validTo: DayNumber | null;
}

/** A link in force on a day; the weights of one program add up to at most 10,000. */
export interface ActiveLink {
  occupation: string;
  weightBp: number;
  source: LinkSource;
}

/** A standard link as an edition of the taxonomy gives it, weight 0–1. */
export interface MajorLinkRow {
  major: string;
  occupation: string;
  weight: number;
}

/** Which word counts when several sources link the same occupation: a person's over figures, figures over the standard. */
const precedence: Record<LinkSource, number> = { MANUAL: 0, OUTCOME: 1, STANDARD: 2 };
export const wholeBp = 10_000;
/** From here on a major counts as training for an occupation (score-1). */
export const trainedBp = 3_000;
const maxOwnLinks = 50;

/**
 * The year whose graduates leave within the 12 months from a day on. Cohorts leave at the end of June, so exactly one
 * does in any 12 months.
 */
export function dueYear(day: DayNumber): number {
  const text = formatDay(day);
  return Number(text.slice(0, 4)) + (text.slice(5) <= '06-30' ? 0 : 1);
}

function inForce(links: readonly OccupationLink[], day: DayNumber): OccupationLink[] {
  const valid = links.filter((link) => link.validFrom <= day && (link.validTo === null || day <= link.validTo));
  const byOccupation = new Map<string, OccupationLink>();
  for (const link of valid) {
    const other = byOccupation.get(link.occupation);
    if (!other || precedence[link.source] < precedence[other.source]) byOccupation.set(link.occupation, link);
  }
  return [...byOccupation.values()].sort((a, b) => b.weightBp - a.weightBp || (a.occupation < b.occupation ? -1 : 1));
}

/** Links in force, heaviest first, scaled down together where they say more than the whole. */
export function activeLinks(links: readonly OccupationLink[], day: DayNumber): ActiveLink[] {
  const valid = inForce(links, day);
  const sum = valid.reduce((total, link) => total + link.weightBp, 0);
  const scale = (bp: number): number => (sum <= wholeBp ? bp : Math.floor((bp * wholeBp) / sum));
  return valid.map(({ occupation, weightBp, source }) => ({ occupation, weightBp: scale(weightBp), source }));
}

/** The standard links of all majors, in memory; a new load makes a new one. */
export class MajorLinks {
  private readonly links: ReadonlyMap<string, readonly OccupationLink[]>;

  constructor(links: ReadonlyMap<string, readonly OccupationLink[]>) {
    this.links = links;
  }

  /** The links that hold for a major: its own, else those of the nearest coarser one that has any. */
  of(taxonomy: Taxonomy, major: string, day: DayNumber): { from: string | null; links: ActiveLink[] } {
    const { from, links } = this.nearest(taxonomy, major, day);
    return { from, links: activeLinks(links, day) };
  }

  /** Occupations that a major trains for. The weight is taken as given, not scaled: many doors do not close one. */
  trained(taxonomy: Taxonomy, major: string, day: DayNumber): string[] {
    return this.nearest(taxonomy, major, day).links.flatMap(({ occupation, weightBp }) =>
      weightBp >= trainedBp ? [occupation] : [],
    );
  }

  private nearest(taxonomy: Taxonomy, major: string, day: DayNumber): { from: string | null; links: OccupationLink[] } {
    for (const { code } of taxonomy.lineage('major', taxonomy.current('major', major))) {
      const links = inForce(this.links.get(code) ?? [], day);
      if (links.length > 0) return { from: code, links };
    }
    return { from: null, links: [] };
  }
}

/** A program's own links hide all of its major's while one of them is in force. */
export function effectiveLinks(
  own: readonly OccupationLink[],
  ofMajor: () => ActiveLink[],
  day: DayNumber,
): ActiveLink[] {
  const active = activeLinks(own, day);
  return active.length > 0 ? active : ofMajor();
}

/**
 * What a program's links say of an occupation: those to it, to a finer one, or to a coarser one that holds it (a link to
 * a 小类 counts for each of its 细类). Null when none does.
 */
export function leadsTo(links: readonly ActiveLink[], occupation: string, taxonomy: Taxonomy): ActiveLink | null {
  const hits = links.filter(({ occupation: to }) => {
    const code = taxonomy.current('occupation', to);
    return taxonomy.isWithin('occupation', code, occupation) || taxonomy.isWithin('occupation', occupation, code);
  });
  const [heaviest] = hits;
  if (!heaviest) return null;
  return { ...heaviest, weightBp: hits.reduce((sum, link) => sum + link.weightBp, 0) };
}

export interface LinkDraft {
  occupation: string;
  weight: number;
  source?: LinkSource | null | undefined;
  validFrom?: DayNumber | null | undefined;
  validTo?: DayNumber | null | undefined;
}

/** A program's own links, checked. @throws BAD_INPUT at `links.<n>.<field>` with a cure. */
export function checkLinks(drafts: readonly LinkDraft[], taxonomy: Taxonomy, today: DayNumber): OccupationLink[] {
  if (drafts.length > maxOwnLinks)
    throw badInput('links', `${drafts.length} links were given.`, `Keep the ${maxOwnLinks} heaviest.`);
  const links = drafts.map((draft, n) => checkLink(draft, taxonomy, today, `links.${n}`));
  links.forEach((link, n) => {
    const overlapping = links.findIndex((other) => overlaps(link, other));
    if (overlapping >= n) return;
    throw badInput(
      `links.${n}`,
      `The link overlaps links.${overlapping}: the same occupation and source on the same days.`,
      'Keep one, or part their days.',
    );
  });
  return links;
}

function checkLink(draft: LinkDraft, taxonomy: Taxonomy, today: DayNumber, path: string): OccupationLink {
  const weightBp = Math.round(draft.weight * wholeBp);
  if (!(weightBp >= 1 && weightBp <= wholeBp)) {
    throw badInput(
      `${path}.weight`,
      `${draft.weight} is out of range.`,
      'Give a share above 0 and up to 1, such as 0.35.',
    );
  }
  const source = draft.source ?? 'MANUAL';
  if (source === 'STANDARD') {
    throw badInput(`${path}.source`, 'Standard links are those of majors.', 'Write OUTCOME or MANUAL.');
  }
  const validFrom = draft.validFrom ?? today;
  const validTo = draft.validTo ?? null;
  if (validTo !== null && validTo < validFrom) {
    throw badInput(
      `${path}.validTo`,
      `The last day lies before the first, ${formatDay(validFrom)}.`,
      'Move validTo to validFrom or later.',
    );
  }
  return {
    occupation: taxonomy.check('occupation', draft.occupation, `${path}.occupation`),
    weightBp,
    source,
    validFrom,
    validTo,
  };
}

function overlaps(a: OccupationLink, b: OccupationLink): boolean {
  return (
    a.occupation === b.occupation &&
    a.source === b.source &&
    a.validFrom <= (b.validTo ?? Infinity) &&
    b.validFrom <= (a.validTo ?? Infinity)
  );
}
