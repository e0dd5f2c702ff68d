import type { Actor } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { badInput, conflict, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { checkPageSize, type Page, type PageRequest } from '../../kernel/page.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import type { Filter, SearchEngine } from '../../platform/search/engine.ts';
import { searchList } from '../../platform/search/list.ts';
import { recordWrite } from '../accounts/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { checkLinks, type LinkDraft } from './program-links.rules.ts';
import { replaceProgramLinks } from './program-links.store.ts';
import { checkProgram, draftOf, overlaid, type ProgramDraft } from './programs.input.ts';
import { checkNotArchived, type ProgramRecord, type ProgramValues } from './programs.rules.ts';
import { programsLeadingTo, programsWith, visibleTo } from './programs.search.ts';
import { lockProgram, readPrograms, readVisiblePrograms } from './programs.store.ts';
import { archiveProgram, insertProgram, writeProgram } from './programs.write.store.ts';
import { type SchoolStanding, seesNumbers } from './schools.rules.ts';
import type { SchoolsService } from './schools.service.ts';
import { isEmployer, readStandings } from './schools.store.ts';

export interface ProgramQuery extends PageRequest {
  text?: string | null | undefined;
  school?: string | null | undefined;
  major?: string | null | undefined;
  occupation?: string | null | undefined;
  region?: string | null | undefined;
}

/** What the audit says of a write besides its name: names of fields and counts, never values. */
type WriteDetail = Record<string, number | string[]>;

export interface ProgramsDeps {
  db: Db;
  taxonomy: TaxonomySource;
  engine: SearchEngine;
  schools: SchoolsService;
  today: () => DayNumber;
}

export class ProgramsService {
  private readonly deps: ProgramsDeps;

  constructor(deps: ProgramsDeps) {
    this.deps = deps;
  }

  /** Those that the actor may see, in one statement. */
  visibleByIds(actor: Actor, ids: readonly string[]): Promise<Map<string, ProgramRecord>> {
    return readVisiblePrograms(this.deps.db.prisma, ids, actor);
  }

  /** Schools by id, as who may write for them. */
  schoolsByIds(ids: readonly string[]): Promise<Map<string, SchoolStanding>> {
    return readStandings(this.deps.db.prisma, ids);
  }

  seesNumber(actor: Actor, { schoolId }: ProgramRecord, school: SchoolStanding | null): boolean {
    return seesNumbers(actor, schoolId, school, (region, of) => this.deps.taxonomy.now.isWithin('region', region, of));
  }

  async programs(actor: Actor, query: ProgramQuery): Promise<Page<ProgramRecord> & { totalCount: number }> {
    const first = checkPageSize(query.first);
    const taxonomy = this.deps.taxonomy.now;
    const of: Filter[] = [visibleTo(actor)];
    if (query.school != null) of.push(programsWith('school', [checkId(query.school, 'school')]));
    if (query.major != null) of.push(programsWith('major', [taxonomy.check('major', query.major, 'major')]));
    if (query.region != null) of.push(programsWith('region', [taxonomy.check('region', query.region, 'region')]));
    if (query.occupation != null)
      of.push(programsLeadingTo(taxonomy.check('occupation', query.occupation, 'occupation'), taxonomy));
    const found = await searchList(this.deps.engine, {
      list: 'programs',
      index: 'program',
      text: query.text,
      filter: { op: 'AND', of },
      first,
      after: query.after,
    });
    const records = await this.visibleByIds(actor, found.ids);
    return {
      items: found.ids.flatMap((id) => records.get(id) ?? []),
      nextCursor: found.nextCursor,
      totalCount: found.total,
    };
  }

  createProgram(actor: Actor, input: ProgramDraft & { school?: string | null | undefined }): Promise<ProgramRecord> {
    const { school, ...draft } = input;
    const schoolId = school == null ? this.deps.schools.ownSchool(actor) : checkId(school, 'input.school');
    if (schoolId === null) throw badInput('input.school', 'A school must be named.', 'Give the school’s id.');
    const values = checkProgram(draft, this.deps.taxonomy.now, 'input');
    return this.deps.db.prisma.$transaction(async (tx) => {
      const { described } = await this.deps.schools.checkWriter(tx, actor, schoolId);
      if (!described)
        throw badInput(
          'input.school',
          'Nobody has said yet what kind of school this is.',
          'Give its kind with updateSchool.',
        );
      await checkFirm(tx, values, 'input.firm');
      const id = await insertProgram(tx, { ...values, schoolId });
      return this.written(tx, actor, 'program.created', id, {});
    });
  }

  updateProgram(actor: Actor, id: string, version: number, patch: ProgramDraft): Promise<ProgramRecord> {
    return this.write(actor, id, version, 'program.updated', async (tx, program) => {
      const values = checkProgram(overlaid(draftOf(program), patch), this.deps.taxonomy.now, 'patch');
      if (values.firmId !== program.firmId) await checkFirm(tx, values, 'patch.firm');
      await writeProgram(tx, { ...program, ...values });
      return { changed: Object.entries(patch).flatMap(([field, value]) => (value === undefined ? [] : [field])) };
    });
  }

  archiveProgram(actor: Actor, id: string, version: number): Promise<ProgramRecord> {
    return this.write(actor, id, version, 'program.archived', async (tx, program) => {
      await archiveProgram(tx, program.id);
      return {};
    });
  }

  /** Replaces the program's own links; an empty list lets its major's hold again. */
  setProgramOccupations(
    actor: Actor,
    id: string,
    version: number,
    drafts: readonly LinkDraft[],
  ): Promise<ProgramRecord> {
    const links = checkLinks(drafts, this.deps.taxonomy.now, this.deps.today());
    return this.write(actor, id, version, 'program.linked', async (tx, program) => {
      await replaceProgramLinks(tx, program.id, links);
      return { links: links.length };
    });
  }

  /** One write of one program: seen, permitted, at the version that the actor read, recorded. */
  private write(
    actor: Actor,
    givenId: string,
    version: number,
    action: string,
    act: (tx: Client, program: ProgramRecord) => Promise<WriteDetail>,
  ): Promise<ProgramRecord> {
    const id = checkId(givenId, 'id');
    return this.deps.db.prisma.$transaction(async (tx) => {
      const program = await lockProgram(tx, id);
      const visible = await readVisiblePrograms(tx, [id], actor);
      if (!program || !visible.has(id)) throw notFound('program', id);
      await this.deps.schools.checkWriter(tx, actor, program.schoolId);
      if (program.version !== version) throw conflict('program', id, version, program.version);
      checkNotArchived(program);
      return this.written(tx, actor, action, id, await act(tx, program));
    });
  }

  private async written(
    tx: Client,
    actor: Actor,
    action: string,
    id: string,
    detail: WriteDetail,
  ): Promise<ProgramRecord> {
    await recordWrite(tx, { actor, action, kind: 'program', id, detail });
    const record = (await readPrograms(tx, [id])).get(id);
    if (!record) throw new Error(`Program ${id} vanished inside its own transaction.`);
    return record;
  }
}

async function checkFirm(tx: Client, values: ProgramValues, path: string): Promise<void> {
  if (values.firmId === null || (await isEmployer(tx, values.firmId))) return;
  throw badInput(path, `${values.firmId} is no employer in use.`, 'Name an organization of kind EMPLOYER.');
}
