import { TokenBook } from '../tokens.ts';
import type { Held } from './follower-batch.ts';
import { finestFirst, type MeiliServers, serversOf } from './servers.rules.ts';

/**
 * Tells which documents the server at an address has; undefined where it has all. A document is on one server: that of the
 * finest region around it that has one, else the first. Indexes without a region are on the first.
 */
export function heldBy(url: string, servers: MeiliServers): Held | undefined {
  if (serversOf(servers).length === 1) return undefined;
  const regions = finestFirst(servers.regions ?? []);
  return async (rows, { fields, connection }) => {
    const field = fields.ofKind('TOKENS').find(({ keyOfRegion }) => keyOfRegion);
    const keyed = regions.map((one) => ({ url: one.url, key: field?.keyOfRegion?.(one.region) ?? '' }));
    const wanted = new Map(field ? [[field.name, keyed.map(({ key }) => key)]] : []);
    // Looked up behind the rows: a token is there before any row that has it, so a key without one is in none of them.
    const known = (await new TokenBook(connection).look(wanted)).get(field?.name ?? '');
    const places = keyed.flatMap(({ url: of, key }) => {
      const token = known?.get(key);
      return token === undefined ? [] : [{ token, url: of }];
    });
    const urlOf = (tokens: readonly number[]) => places.find(({ token }) => tokens.includes(token))?.url ?? servers.url;
    return new Set(rows.filter(({ tokens }) => urlOf(JSON.parse(tokens)) === url).map(({ id }) => id));
  };
}
