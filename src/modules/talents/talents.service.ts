import type { Actor } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { badInput, conflict, DomainError, notFound } from '../../kernel/errors.ts';
import { checkId, newId } from '../../kernel/ids.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import type { Filter, SearchEngine } from '../../platform/search/engine.ts';
import { type OrganizationRow, type OrganizationService, type RecordedWrite, recordWrite } from '../accounts/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { checkTalent, overlaid } from './talents.input.ts';
import { checkOrganizations, organizationsNamed, ownerFor, refuseSecond, sayer } from './talents.owner.ts';
import { readResumes, readTalents, readTalentsInSight } from './talents.read.store.ts';
import {
  contentOf,
  type StoredTalent,
  type TalentContent,
  type TalentDraft,
  type TalentRecord,
} from './talents.record.ts';
import { checkSaidBy } from './talents.rules.ts';
import { isKeptBy, seenBy, sightOf, visibleTo } from './talents.sight.ts';
import type { Talent } from './talents.types.ts';
import { talentOf } from './talents.view.ts';
import { archiveTalent, insertTalents, updateTalents } from './talents.write.store.ts';

export interface TalentsDeps {
  db: Db;
  taxonomy: TaxonomySource;
  engine: SearchEngine;
  accounts: { service: Pick<OrganizationService, 'organizationsByIds'> };
  /** Keys the rounding of people counts. */
  secret: string;
  today: () => DayNumber;
}

/** A change of one record: what it is called, and the version it was made on, where the caller has to name one. */
export interface Act extends Pick<RecordedWrite, 'action' | 'detail'> {
  version?: number;
}

/** WRITTEN, UNCHANGED when there is nothing to do, or STALE when somebody was faster. */
export type Outcome = 'WRITTEN' | 'UNCHANGED' | 'STALE';

export const outcomeOf = (written: boolean): Outcome => (written ? 'WRITTEN' : 'STALE');

export class TalentsService {
  readonly deps: TalentsDeps;

  constructor(deps: TalentsDeps) {
    this.deps = deps;
  }

  /** Null when there is none that the actor may see. */
  async talent(actor: Actor, id: string): Promise<TalentRecord | null> {
    const checked = checkId(id, 'id');
    return (await this.visibleByIds(actor, [checked])).get(checked) ?? null;
  }

  /** Those that the actor may see, as it sees them, in one statement; without résumés. */
  async visibleByIds(actor: Actor, ids: readonly string[]): Promise<Map<string, TalentRecord>> {
    const found = await this.inSight(this.deps.db.prisma, actor, ids);
    return new Map([...found].map(([id, talent]) => [id, seenBy(actor, talent)]));
  }

  /** The same as a filter of the index. */
  visibleTo(actor: Actor): Filter {
    return visibleTo(actor);
  }

  /** A record as the API shows it. */
  talentOf(record: TalentRecord): Talent {
    return talentOf(record, this.deps.taxonomy.now);
  }

  /** Résumés by talent, for records that are disclosed. */
  resumes(ids: readonly string[]): Promise<Map<string, string | null>> {
    return readResumes(this.deps.db.prisma, ids);
  }

  async createTalent(actor: Actor, draft: TalentDraft): Promise<TalentRecord> {
    const owner = ownerFor(actor);
    const content = this.checked(actor, null, draft, 'input', await this.organizationsNamed(draft));
    const id = newId();
    return this.deps.db.prisma.$transaction(async (tx) => {
      await refuseSecond(tx, owner, content.externalId, 'input');
      await insertTalents(tx, [{ id, ...owner, content, consents: [] }]);
      await recordWrite(tx, { actor, action: 'talent.created', kind: 'talent', id });
      return this.reread(tx, actor, id);
    });
  }

  async updateTalent(actor: Actor, id: string, version: number, patch: TalentDraft): Promise<TalentRecord> {
    const changed = Object.entries(patch).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    if (changed.length === 0) throw badInput('patch', 'The patch names nothing to change.', 'Give at least one field.');
    const organizations = await this.organizationsNamed(patch);
    return this.change(actor, id, { action: 'talent.updated', detail: { changed }, version }, async (tx, talent) => {
      const content = this.checked(actor, talent, patch, 'patch', organizations);
      if (content.externalId !== talent.externalId) {
        await refuseSecond(tx, { userId: null, organizationId: talent.organizationId }, content.externalId, 'patch');
      }
      return outcomeOf((await updateTalents(tx, [{ id: talent.id, version, content }])).length === 1);
    });
  }

  archiveTalent(actor: Actor, id: string, version: number): Promise<TalentRecord> {
    return this.change(actor, id, { action: 'talent.archived', version }, async (tx, talent) =>
      outcomeOf(await archiveTalent(tx, talent.id, version)),
    );
  }

  /** One write by who keeps the record: sight, keeping, version, the write itself, audit and outbox, in one transaction. */
  change(
    actor: Actor,
    id: string,
    { version, ...act }: Act,
    make: (tx: Client, talent: StoredTalent) => Promise<Outcome>,
  ): Promise<TalentRecord> {
    const checked = checkId(id, 'id');
    return this.deps.db.prisma.$transaction(async (tx) => {
      const talent = (await this.inSight(tx, actor, [checked], true)).get(checked);
      if (!talent) throw notFound('talent', checked);
      if (!isKeptBy(actor, talent)) {
        throw new DomainError('FORBIDDEN', 'This record is kept by the person or by another organization.', {
          kind: 'talent',
          id: checked,
        });
      }
      if (version !== undefined && version !== talent.version) {
        throw conflict('talent', checked, version, talent.version);
      }
      const outcome = await make(tx, talent);
      if (outcome === 'UNCHANGED') return seenBy(actor, talent);
      if (outcome === 'STALE') {
        const now = (await readTalents(tx, [checked])).get(checked);
        throw conflict('talent', checked, version ?? talent.version, now?.version ?? talent.version);
      }
      await recordWrite(tx, { actor, ...act, kind: 'talent', id: checked });
      return this.reread(tx, actor, checked);
    });
  }

  /** Asked before the transaction, which must not wait for a second connection while it holds one. */
  private organizationsNamed(draft: TalentDraft): Promise<Map<string, OrganizationRow>> {
    return this.deps.accounts.service.organizationsByIds(organizationsNamed(draft));
  }

  private checked(
    actor: Actor,
    before: StoredTalent | null,
    draft: TalentDraft,
    path: string,
    organizations: ReadonlyMap<string, OrganizationRow>,
  ): TalentContent {
    const whole = before ? overlaid(contentOf(before), draft) : draft;
    const content = checkTalent(whole, { taxonomy: this.deps.taxonomy.now, today: this.deps.today(), path });
    checkSaidBy(sayer(actor, before), before, content, path);
    checkOrganizations(organizations, before, content, path);
    return content;
  }

  private async reread(tx: Client, actor: Actor, id: string): Promise<TalentRecord> {
    const talent = (await readTalents(tx, [id])).get(id);
    if (!talent) throw notFound('talent', id);
    return seenBy(actor, talent);
  }

  private inSight(
    client: Client,
    actor: Actor,
    ids: readonly string[],
    withResume = false,
  ): Promise<Map<string, StoredTalent>> {
    const sight = sightOf(actor);
    const served = sight.kind === 'SOME' ? sight.region : null;
    const regions = served === null ? [] : this.deps.taxonomy.now.within('region', served);
    return readTalentsInSight(client, ids, sight, regions, withResume);
  }
}
