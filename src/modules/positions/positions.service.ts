import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { badInput, conflict, notFound } from '../../kernel/errors.ts';
import { checkId } from '../../kernel/ids.ts';
import { checkPageSize, type Page, type PageRequest } from '../../kernel/page.ts';
import { inLines, optionalText } from '../../kernel/text.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import type { Filter, SearchEngine } from '../../platform/search/engine.ts';
import { searchList } from '../../platform/search/list.ts';
import { recordWrite } from '../accounts/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { checkPosition, emptyPosition, overlaid, type PositionDraft } from './positions.input.ts';
import {
  checkChange,
  checkClose,
  checkNotArchived,
  checkPublish,
  checkRepost,
  checkWriter,
  isOpenOn,
  type PositionEmployer,
  type PositionRecord,
  type PositionStatus,
  seesNumber,
} from './positions.rules.ts';
import { positionsWith, visibleTo } from './positions.search.ts';
import { lockPosition, readEmployer, readEmployers, readPositions, readVisiblePositions } from './positions.store.ts';
import { Position } from './positions.types.ts';
import { archivePosition, insertPosition, writePosition } from './positions.write.store.ts';

export interface PositionQuery extends PageRequest {
  text?: string | null | undefined;
  occupation?: string | null | undefined;
  region?: string | null | undefined;
  employer?: string | null | undefined;
  industry?: string | null | undefined;
  status?: PositionStatus | null | undefined;
}

/** What the audit says of a write besides its name: names of fields, never their values. */
type WriteDetail = { changed?: string[] };

export interface PositionsDeps {
  db: Db;
  taxonomy: TaxonomySource;
  engine: SearchEngine;
  today: () => DayNumber;
}

export class PositionsService {
  readonly today: () => DayNumber;
  private readonly deps: PositionsDeps;

  constructor(deps: PositionsDeps) {
    this.deps = deps;
    this.today = deps.today;
  }

  /** Those that the actor may see, in one statement. */
  visibleByIds(actor: Actor, ids: readonly string[]): Promise<Map<string, PositionRecord>> {
    return readVisiblePositions(this.deps.db.prisma, ids, actor, this.today());
  }

  /** The same as a filter of the index. */
  visibleTo(actor: Actor): Filter {
    return visibleTo(actor, this.today());
  }

  /** Employers by id, as who may write their positions. */
  employersByIds(ids: readonly string[]): Promise<Map<string, PositionEmployer>> {
    return readEmployers(this.deps.db.prisma, ids);
  }

  seesNumber(actor: Actor, record: PositionRecord, employer: PositionEmployer | null): boolean {
    return seesNumber(actor, record, employer, (region, of) => this.deps.taxonomy.now.isWithin('region', region, of));
  }

  /** A record as the API shows it. */
  positionOf(record: PositionRecord): Position {
    return Position.of(record, isOpenOn(record, this.today()));
  }

  async positions(actor: Actor, query: PositionQuery): Promise<Page<PositionRecord> & { totalCount: number }> {
    const first = checkPageSize(query.first);
    const taxonomy = this.deps.taxonomy.now;
    const of: Filter[] = [this.visibleTo(actor)];
    for (const scheme of ['occupation', 'region', 'industry'] as const) {
      const code = query[scheme];
      if (code != null) of.push(positionsWith(scheme, [taxonomy.check(scheme, code, scheme)]));
    }
    if (query.employer != null) of.push(positionsWith('employer', [checkId(query.employer, 'employer')]));
    if (query.status != null) of.push(positionsWith('status', [query.status]));
    const found = await searchList(this.deps.engine, {
      list: 'positions',
      index: 'position',
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

  createPosition(
    actor: Actor,
    input: PositionDraft & { employer?: string | null; repostOf?: string | null },
  ): Promise<PositionRecord> {
    const { employer: named, repostOf: repeated, ...draft } = input;
    const own = organizationOf(actor);
    const employerId = named == null ? own?.id : checkId(named, 'input.employer');
    if (employerId === undefined)
      throw badInput('input.employer', 'An employer must be named.', 'Give the employer’s id.');
    const values = checkPosition(
      overlaid(emptyPosition(this.today()), { ...draft, repostOfId: repeated ?? null }),
      this.deps.taxonomy.now,
      'input',
    );
    return this.deps.db.prisma.$transaction(async (tx) => {
      this.checkWriter(actor, await readEmployer(tx, employerId));
      const repostOf = values.repostOfId;
      if (repostOf !== null) checkRepost((await readPositions(tx, [repostOf])).get(repostOf), employerId);
      const row = {
        ...values,
        employerId,
        postedById: own?.id ?? employerId,
        status: 'DRAFT' as const,
        closedReason: null,
      };
      const id = await insertPosition(tx, row);
      return this.written(tx, actor, 'position.created', id, {});
    });
  }

  updatePosition(actor: Actor, id: string, version: number, patch: PositionDraft): Promise<PositionRecord> {
    return this.write(actor, id, version, 'position.updated', async (tx, position) => {
      const changed = Object.entries(patch).flatMap(([field, value]) => (value === undefined ? [] : [field]));
      checkChange(position, changed);
      const values = checkPosition(overlaid(position, patch), this.deps.taxonomy.now, 'patch');
      await writePosition(tx, { ...position, ...values });
      return { changed };
    });
  }

  publishPosition(actor: Actor, id: string, version: number): Promise<PositionRecord> {
    return this.write(actor, id, version, 'position.published', async (tx, position) => {
      checkPublish(position, this.today());
      await writePosition(tx, { ...position, status: 'PUBLISHED' });
      return {};
    });
  }

  closePosition(actor: Actor, id: string, version: number, reason: string): Promise<PositionRecord> {
    const closedReason = optionalText(reason, 'reason', 500, inLines);
    if (closedReason === null)
      throw badInput('reason', 'A reason must be given.', 'Say why in a few words, such as “filled”.');
    return this.write(actor, id, version, 'position.closed', async (tx, position) => {
      checkClose(position);
      await writePosition(tx, { ...position, status: 'CLOSED', closedReason });
      return {};
    });
  }

  archivePosition(actor: Actor, id: string, version: number): Promise<PositionRecord> {
    return this.write(actor, id, version, 'position.archived', async (tx, position) => {
      await archivePosition(tx, position.id);
      return {};
    });
  }

  /** One write of one position: seen, permitted, at the version that the actor read, recorded. */
  private write(
    actor: Actor,
    givenId: string,
    version: number,
    action: string,
    act: (tx: Client, position: PositionRecord) => Promise<WriteDetail>,
  ): Promise<PositionRecord> {
    const id = checkId(givenId, 'id');
    return this.deps.db.prisma.$transaction(async (tx) => {
      const position = await lockPosition(tx, id);
      const visible = await readVisiblePositions(tx, [id], actor, this.today());
      if (!position || !visible.has(id)) throw notFound('position', id);
      this.checkWriter(actor, await readEmployer(tx, position.employerId));
      if (position.version !== version) throw conflict('position', id, version, position.version);
      checkNotArchived(position);
      return this.written(tx, actor, action, id, await act(tx, position));
    });
  }

  private async written(
    tx: Client,
    actor: Actor,
    action: string,
    id: string,
    detail: WriteDetail,
  ): Promise<PositionRecord> {
    await recordWrite(tx, { actor, action, kind: 'position', id, detail });
    const record = (await readPositions(tx, [id])).get(id);
    if (!record) throw new Error(`Position ${id} vanished inside its own transaction.`);
    return record;
  }

  private checkWriter(actor: Actor, employer: PositionEmployer | null): void {
    checkWriter(actor, employer, (region, of) => this.deps.taxonomy.now.isWithin('region', region, of));
  }
}
