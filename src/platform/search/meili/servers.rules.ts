import { createHash } from 'node:crypto';
import { StartupError } from '../../startup-error.ts';
import { evenAddress, isWebAddress } from '../../web-address.ts';

/** The Meilisearch that an installation has, and how documents are divided over them. */
export interface MeiliServers {
  /** Has every document that no region's server has. */
  url: string;
  /** Servers that have the documents of a region; absent where the one above has all. */
  regions?: readonly RegionServer[];
}

export interface RegionServer {
  /** Six digits. */
  region: string;
  url: string;
}

/** @throws StartupError with the variable's name and the cure; null where none is named */
export function readServers(env: { MEILI_URL?: string; MEILI_SERVERS?: string }): MeiliServers | null {
  const url = env.MEILI_URL || null;
  if (url && !isWebAddress(url))
    throw new StartupError('MEILI_URL is no web address: write http://host:port, without a path.');
  const regions = readRegions(env.MEILI_SERVERS ?? '');
  const main = url ? evenAddress(url) : regions[0]?.url;
  if (main === undefined) return null;
  return { url: main, ...(regions.length > 0 && { regions }) };
}

/** `350200=http://…,370200=http://…` */
function readRegions(text: string): RegionServer[] {
  const found: RegionServer[] = [];
  const refused = (entry: string, fault: string) =>
    new StartupError(`MEILI_SERVERS has “${entry}”: ${fault}; write 350200=http://host:port,370200=http://host:port.`);
  for (const entry of text.split(',').map((each) => each.trim())) {
    if (entry === '') continue;
    const [, region = '', url = ''] = /^([^=]*)=(.*)$/.exec(entry) ?? [];
    if (!/^\d{6}$/.test(region)) throw refused(entry, 'it does not begin with the six digits of a region and =');
    if (!isWebAddress(url)) throw refused(entry, 'behind = stands no web address');
    if (found.some((other) => other.region === region)) throw refused(entry, `the region ${region} is there twice`);
    found.push({ region, url: evenAddress(url) });
  }
  return found;
}

export interface NamedServer {
  /** Under which its checkpoints are kept: the first of its regions; empty for the one that has all else. */
  name: string;
  url: string;
}

/** Each server once, first the one that has all else. */
export function serversOf({ url, regions = [] }: MeiliServers): [NamedServer, ...NamedServer[]] {
  const others = regions.filter((one, at) => one.url !== url && regions.findIndex((two) => two.url === one.url) === at);
  return [{ name: '', url }, ...others.map((one) => ({ name: one.region, url: one.url }))];
}

/**
 * Stands in the names of indexes: those of another division have other documents, and must not be asked with these. Empty
 * for a single server.
 */
export function divisionOf(servers: MeiliServers): string {
  if (serversOf(servers).length === 1) return '';
  const { url, regions = [] } = servers;
  const decides = [url, ...regions.map((one) => `${one.region}=${one.url}`).sort()];
  return createHash('sha256').update(decides.join(',')).digest('hex').slice(0, 6);
}

/** Finer regions before coarser ones: codes of GB/T 2260 end in pairs of zeros for each level that they leave open. */
export function finestFirst(regions: readonly RegionServer[]): RegionServer[] {
  const said = ({ region }: RegionServer) => region.replace(/(00)+$/, '').length;
  return [...regions].sort((a, b) => said(b) - said(a));
}
