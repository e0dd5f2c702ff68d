import type { FederatedMultiSearchParams, MultiSearchQuery } from 'meilisearch';
import { type Clients, MeiliUnavailable } from './client.ts';

interface RemoteError {
  code: string;
  message: string;
}

/** Of the merged list. */
interface Window {
  limit: number;
  offset: number;
}

/**
 * One list over all servers, by Meilisearch's own federated search: the first asks the others, each of which it knows under
 * its address (`setUp`). A list must not lack a server's documents, so one that does not answer fails it.
 * @throws MeiliUnavailable
 */
export async function searchFederated<T extends object>(
  [first, ...others]: Clients,
  query: MultiSearchQuery,
  federation: Window,
): Promise<T[]> {
  const remote = others.map(({ address }) => ({ ...query, federationOptions: { remote: address.url } }));
  const asked = { federation, queries: [query, ...remote] };
  const answer = await first.ask((to) =>
    to.multiSearch<FederatedMultiSearchParams, T & Record<string, unknown>>(asked),
  );
  // The client does not know of them (0.62).
  const { hits, remoteErrors = {} } = answer as typeof answer & { remoteErrors?: Record<string, RemoteError> };
  for (const [url, { code, message }] of Object.entries(remoteErrors))
    throw new MeiliUnavailable(code, new Error(`${url}: ${message}`));
  return hits;
}
