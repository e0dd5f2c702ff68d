import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { badInput, conflict, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import type { Page, PageRequest } from '../../kernel/page.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import { type Making, type OrganizationRow, type OrganizationService, recordWrite } from '../accounts/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import type { MajorLinkRow } from './program-links.rules.ts';
import type { ProgramLinksService } from './program-links.service.ts';
import {
  checkTierTags,
  refuseStranger,
  type SchoolKind,
  type SchoolRecord,
  type SchoolStanding,
} from './schools.rules.ts';
import { lockSchool, readSchools, readStanding, writeSchool } from './schools.store.ts';
import { School, type SchoolInput, type SchoolPatch } from './schools.types.ts';

export interface SchoolQuery extends PageRequest {
  text?: string | null | undefined;
  region?: string | null | undefined;
}

export interface SchoolsDeps {
  db: Db;
  taxonomy: TaxonomySource;
  organizations: OrganizationService;
  links: ProgramLinksService;
}

export class SchoolsService {
  private readonly deps: SchoolsDeps;

  constructor(deps: SchoolsDeps) {
    this.deps = deps;
  }

  /** Occupations that each of these majors trains for; a function of its own, to be handed to whoever scores. */
  readonly trainedFor = async (majors: readonly string[]): Promise<Map<string, string[]>> =>
    this.deps.links.trainedOccupations(majors);

  /** Makes the standard links those of an edition; true when something was written. Doing it again changes nothing. */
  loadMajorLinks(rows: readonly MajorLinkRow[]): Promise<boolean> {
    return this.deps.links.load(rows);
  }

  /** Null when there is no school of that id that the actor may see. */
  async school(actor: Actor, id: string): Promise<School | null> {
    const row = await this.deps.organizations.find(actor, id);
    return row?.kind === 'SCHOOL' ? School.of(row, (await this.recordsByIds([row.id])).get(row.id)) : null;
  }

  /** Who sees which school is what accounts says of organizations. */
  async schools(actor: Actor, query: SchoolQuery): Promise<Page<School>> {
    const page = await this.deps.organizations.list(
      actor,
      {
        kind: 'SCHOOL',
        text: query.text ?? null,
        region: query.region ?? null,
        first: query.first,
        after: query.after,
      },
      'schools',
    );
    const records = await this.recordsByIds(page.items.map((row) => row.id));
    return { items: page.items.map((row) => School.of(row, records.get(row.id))), nextCursor: page.nextCursor };
  }

  /** Schools by id whoever asks, for what hangs on them: a school's page is public. */
  async schoolsByIds(ids: readonly string[]): Promise<Map<string, School>> {
    const [rows, records] = await Promise.all([
      this.deps.organizations.organizationsByIds(ids),
      this.recordsByIds(ids),
    ]);
    return new Map([...rows].map(([id, row]) => [id, School.of(row, records.get(id))]));
  }

  createSchool(actor: Actor, input: SchoolInput): Promise<School> {
    return this.deps.db.prisma.$transaction((tx) => this.createIn(tx, actor, input));
  }

  /** The organization and what makes it a school, in the caller's transaction. */
  async createIn(tx: Client, actor: Actor, input: SchoolInput, making: Making = {}): Promise<School> {
    const { kind, tierTags, ...organization } = input;
    const tags = checkTierTags(tierTags ?? [], 'input.tierTags');
    const row: OrganizationRow = await this.deps.organizations.createIn(
      tx,
      actor,
      { ...organization, kind: 'SCHOOL' },
      making,
    );
    const record = await writeSchool(tx, row.id, kind, tags);
    await recordWrite(tx, { actor, action: 'school.created', kind: 'school', id: row.id });
    return School.of(row, record);
  }

  async updateSchool(actor: Actor, givenId: string, version: number, patch: SchoolPatch): Promise<School> {
    const id = checkId(givenId, 'id');
    await this.deps.db.prisma.$transaction(async (tx) => {
      await lockSchool(tx, id);
      await this.checkWriter(tx, actor, id);
      const old = (await readSchools(tx, [id])).get(id);
      if ((old?.version ?? 0) !== version) throw conflict('school', id, version, old?.version ?? 0);
      const kind: SchoolKind | null = patch.kind ?? old?.kind ?? null;
      if (kind === null)
        throw badInput('patch.kind', 'Nobody has said yet what kind of school this is.', 'Give the kind.');
      const tags =
        patch.tierTags === undefined ? (old?.tierTags ?? []) : checkTierTags(patch.tierTags ?? [], 'patch.tierTags');
      await writeSchool(tx, id, kind, tags);
      await recordWrite(tx, {
        actor,
        action: 'school.updated',
        kind: 'school',
        id,
        detail: { changed: Object.keys(patch) },
      });
    });
    const school = (await this.schoolsByIds([id])).get(id);
    if (!school) throw notFound('school', id);
    return school;
  }

  /** @throws NOT_FOUND for what is no school in use, FORBIDDEN for a school that the actor does not write for. */
  async checkWriter(tx: Client, actor: Actor, id: string): Promise<SchoolStanding> {
    const school = await readStanding(tx, id);
    if (!school?.isSchool || school.archived) throw notFound('school', id);
    const isWithin = (region: string, of: string): boolean => this.deps.taxonomy.now.isWithin('region', region, of);
    refuseStranger(actor, school, isWithin);
    return school;
  }

  /** The school that an actor means when it names none. */
  ownSchool(actor: Actor): string | null {
    const organization = organizationOf(actor);
    return organization?.kind === 'SCHOOL' ? organization.id : null;
  }

  private recordsByIds(ids: readonly string[]): Promise<Map<string, SchoolRecord>> {
    return readSchools(this.deps.db.prisma, ids);
  }
}
