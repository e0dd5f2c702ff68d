import { type Actor, organizationOf, userIdOf } from '../../kernel/actor.ts';
import { badInput } from '../../kernel/errors.ts';
import { checkPageSize, type Page, type PageRequest } from '../../kernel/page.ts';
import { exactCount, type PublishedCount, publishCount } from '../../kernel/people-count.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Filter } from '../../platform/search/engine.ts';
import { checkSearchText, searchList } from '../../platform/search/list.ts';
import type { Availability, TalentRecord } from './talents.record.ts';
import type { TalentsService } from './talents.service.ts';

export interface TalentQuery extends PageRequest {
  text?: string | null | undefined;
  occupation?: string | null | undefined;
  region?: string | null | undefined;
  skill?: string | null | undefined;
  availability?: Availability | null | undefined;
  mine?: boolean | null | undefined;
}

/** A page of talents that the actor may see: ids from the engine, then the rows under the same rule again. */
export async function listTalents(
  service: TalentsService,
  actor: Actor,
  query: TalentQuery,
): Promise<Page<TalentRecord> & { total: PublishedCount }> {
  const { engine, secret, taxonomy } = service.deps;
  const first = checkPageSize(query.first);
  const words = checkSearchText(query.text);
  const of: Filter[] = [service.visibleTo(actor)];
  for (const [field, scheme] of [
    ['occupation', 'occupation'],
    ['region', 'region'],
    ['skills', 'skill'],
  ] as const) {
    const code = query[scheme];
    if (code != null) of.push({ op: 'ANY', field, keys: [taxonomy.now.check(scheme, code, scheme)] });
  }
  if (query.availability != null) of.push({ op: 'ANY', field: 'availability', keys: [query.availability] });
  if (query.mine) of.push(keptBy(actor));
  const found = await searchList(engine, {
    list: 'talents',
    index: 'talent',
    text: words,
    filter: { op: 'AND', of },
    first,
    after: query.after,
  });
  const seen = await service.visibleByIds(actor, found.ids);
  const scope = [organizationOf(actor)?.id ?? userIdOf(actor) ?? '', words, JSON.stringify(of)];
  return {
    items: found.ids.flatMap((id) => seen.get(id) ?? []),
    nextCursor: found.nextCursor,
    total: seesExactCounts(actor, query)
      ? exactCount(found.total)
      : publishCount(found.total, secret, ['talents', ...scope]),
  };
}

function keptBy(actor: Actor): Filter {
  const organization = organizationOf(actor);
  if (organization) return { op: 'ANY', field: 'keeper', keys: [organization.id] };
  if (actor.kind === 'PERSON') return { op: 'ANY', field: 'user', keys: [actor.userId] };
  throw badInput('mine', 'The operator keeps no talents.', 'Leave mine out.');
}

/** People who are one's own, and what offices with `heat:exact` count; all that a school or a person sees is their own. */
function seesExactCounts(actor: Actor, query: TalentQuery): boolean {
  if (actor.kind === 'SYSTEM' || actor.kind === 'PERSON' || query.mine) return true;
  return organizationOf(actor)?.kind === 'SCHOOL' || isAllowed(actor, 'heat:exact');
}
