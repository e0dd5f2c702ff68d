import type { OrganizationKind } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { checkText } from '../../kernel/text.ts';
import { checkCreditCode, checkSite, checkSize, type Standing } from './accounts.rules.ts';

/** The taxonomy as this module needs it; a sibling floor, so it is handed in. */
export interface Codes {
  /** @returns the current code. @throws BAD_INPUT at `path` for a code that the scheme does not have. */
  checkCode(scheme: 'region' | 'industry', code: string, path: string): string;
  /** The code itself and all codes below it. */
  regionsWithin(code: string): readonly string[];
}

/** An organization as a caller writes it down. */
export interface OrganizationDraft {
  kind: OrganizationKind;
  name: string;
  region: string;
  creditCode?: string | null;
  industry?: string | null;
  size?: number | null;
  summary?: string | null;
  site?: string | null;
  externalId?: string | null;
}

/** The same, checked: codes current, absent fields null. */
export type OrganizationValues = { [F in keyof OrganizationDraft]-?: Exclude<OrganizationDraft[F], undefined> };

/** How an organization is made inside a caller's transaction. */
export interface Making {
  verified?: boolean;
  id?: string;
  /** The import that makes it by the way: it goes with that one. */
  importId?: string | undefined;
}

/** Absent fields stay as they are, null ones are emptied. */
export type OrganizationPatchDraft = {
  [F in Exclude<keyof OrganizationDraft, 'kind' | 'externalId'>]?: OrganizationDraft[F] | null;
};
export type OrganizationChanges = Partial<Omit<OrganizationValues, 'kind' | 'externalId'>>;

export function checkOrganization(input: OrganizationDraft, codes: Codes): OrganizationValues {
  const at = (field: string): string => `input.${field}`;
  return {
    kind: input.kind,
    name: checkText(input.name, at('name'), { min: 2, max: 200 }),
    region: codes.checkCode('region', input.region, at('region')),
    creditCode: optional(input.creditCode, (text) => checkCreditCode(text, at('creditCode'))),
    industry: optional(input.industry, (code) => codes.checkCode('industry', code, at('industry'))),
    size: optional(input.size, (size) => checkSize(size, at('size'))),
    summary: optional(input.summary, (text) => checkText(text, at('summary'), { min: 1, max: 5_000, multiline: true })),
    site: optional(input.site, (text) => checkSite(text, at('site'))),
    externalId: optional(input.externalId, (text) => checkText(text, at('externalId'), { min: 1, max: 100 })),
  };
}

/** A field that is absent stays; null empties it, where it may be empty. */
export function checkOrganizationPatch(patch: OrganizationPatchDraft, codes: Codes): OrganizationChanges {
  const at = (field: string): string => `patch.${field}`;
  const changes: OrganizationChanges = {};
  if (patch.name !== undefined)
    changes.name = checkText(needed(patch.name, at('name')), at('name'), { min: 2, max: 200 });
  if (patch.region !== undefined)
    changes.region = codes.checkCode('region', needed(patch.region, at('region')), at('region'));
  if (patch.creditCode !== undefined)
    changes.creditCode = optional(patch.creditCode, (text) => checkCreditCode(text, at('creditCode')));
  if (patch.industry !== undefined) {
    changes.industry = optional(patch.industry, (code) => codes.checkCode('industry', code, at('industry')));
  }
  if (patch.size !== undefined) changes.size = optional(patch.size, (size) => checkSize(size, at('size')));
  if (patch.summary !== undefined) {
    changes.summary = optional(patch.summary, (text) =>
      checkText(text, at('summary'), { min: 1, max: 5_000, multiline: true }),
    );
  }
  if (patch.site !== undefined) changes.site = optional(patch.site, (text) => checkSite(text, at('site')));
  return changes;
}

/** @throws FORBIDDEN for what an organization’s office does to it. */
export function refuseUnlessOffice(standing: Standing): void {
  if (standing === 'OWN')
    throw new DomainError('FORBIDDEN', 'An organization does not do this to itself: its office does.');
}

/** @throws FORBIDDEN: what was verified stays as it was verified, and an office does not widen its own region. */
export function refuseFixedFields(
  row: Pick<OrganizationValues, 'kind' | 'name' | 'creditCode' | 'region'> & { verifiedAt: Date | null },
  changes: OrganizationChanges,
  standing: Standing,
): void {
  if (standing !== 'OWN' || (row.verifiedAt === null && row.kind !== 'OFFICE')) return;
  for (const field of ['name', 'creditCode', 'region'] as const) {
    if (changes[field] === undefined || changes[field] === row[field]) continue;
    throw new DomainError(
      'FORBIDDEN',
      `The ${field} of a verified organization or an office is not changed by itself.`,
      {
        path: `patch.${field}`,
        cure: row.kind === 'OFFICE' ? 'Ask the operator.' : 'Ask the office of your region.',
      },
    );
  }
}

function optional<I, O>(value: I | null | undefined, check: (value: I) => O): O | null {
  return value == null ? null : check(value);
}

function needed(value: string | null, path: string): string {
  if (value === null) throw badInput(path, 'This cannot be empty.', 'Leave the field out to keep it as it is.');
  return value;
}
