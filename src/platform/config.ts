import { createHash } from 'node:crypto';
import { type MeiliServers, readServers } from './search/meili/servers.rules.ts';
import { StartupError } from './startup-error.ts';
import { isWebAddress } from './web-address.ts';

/** The only reader of the process environment. */
export interface Config {
  /** PostgreSQL of the operator; null means the embedded one. */
  databaseUrl: string | null;
  /** Folder of the embedded database and of what the product keeps between starts. */
  dataFolder: string;
  host: string;
  port: number;
  /** Where callers reach the service; sign-in builds its links on it. */
  publicUrl: string;
  /** Signs sessions and keys the rounding of people counts. At least 32 characters in production. */
  secret: string;
  production: boolean;
  /** How many proxies stand before the service: the caller's address is taken from their header. */
  proxies: number;
  logLevel: string;
  /** all: answers callers and works behind the scenes; api and worker do one of the two. */
  role: Role;
  /** Opens /metrics to who sends it as a bearer token; null closes it. */
  metricsToken: string | null;
  /** What a CSV file that is imported may hold, in bytes. It is read as a stream. */
  importCsvBytes: number;
  /** The same of a workbook (.xlsx), which stands in memory packed. Its rows are read as a stream. */
  importWorkbookBytes: number;
  /** Ranks words anew by meaning; null, which is usual, leaves them as the rules and the model have them. */
  embedder: EmbedderConfig | null;
  /** Answers lists, matches and counts; null means that PostgreSQL does. */
  meili: MeiliConfig | null;
}

export interface MeiliConfig extends MeiliServers {
  /** Not the master key: one for no more than the service needs. Null for a server without keys, in development. */
  apiKey: string | null;
  /** What the names of its indexes begin with, so that installations can share a server. */
  prefix: string;
}

const roles = ['all', 'api', 'worker'] as const;
export type Role = (typeof roles)[number];

export interface EmbedderConfig {
  /** Whose way of asking: OpenAI's /v1/embeddings, which many services speak, or Ollama's /api/embed. */
  kind: 'openai' | 'ollama';
  /** Where it is, without the path. */
  url: string;
  model: string;
  /** Sent as a bearer token; null where none is asked. */
  apiKey: string | null;
  /** How long an answer may take, in milliseconds, before it is done without. */
  timeoutMs: number;
}

const bytesPerMegabyte = 1_048_576;
const developmentSecret = 'development only: set JUCAI_SECRET to run in production';

/**
 * PRODUCTION asks for a database and a secret of the operator's; LOCAL (demo, command line, a first look) has defaults.
 * @throws StartupError with the variable's name and the cure.
 */
export function readConfig(mode: 'PRODUCTION' | 'LOCAL', env: NodeJS.ProcessEnv = process.env): Config {
  const production = mode === 'PRODUCTION';
  const port = readWhole('PORT', env['PORT'] ?? '4000', 65_535);
  const host = env['HOST'] ?? '127.0.0.1';
  const databaseUrl = env['DATABASE_URL'] || null;
  const secret = env['JUCAI_SECRET'] ?? (production ? '' : developmentSecret);
  if (production && !databaseUrl) {
    throw new StartupError(
      'DATABASE_URL is not set: production needs the address of a PostgreSQL (postgresql://user@host/name).',
    );
  }
  if (secret.length < 32) {
    throw new StartupError(
      'JUCAI_SECRET is missing or shorter than 32 characters: set it to a long random text and keep it.',
    );
  }
  return {
    databaseUrl,
    dataFolder: env['JUCAI_DATA'] ?? '.jucai',
    host,
    port,
    publicUrl: env['PUBLIC_URL'] ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    secret,
    production,
    proxies: readWhole('PROXIES', env['PROXIES'] ?? '0', 10),
    logLevel: env['LOG_LEVEL'] ?? 'info',
    role: readRole(env['JUCAI_ROLE'] || 'all'),
    metricsToken: readMetricsToken(env['METRICS_TOKEN'] || null),
    importCsvBytes: readWhole('IMPORT_CSV_MAX_MB', env['IMPORT_CSV_MAX_MB'] ?? '500', 100_000) * bytesPerMegabyte,
    importWorkbookBytes: readWhole('IMPORT_XLSX_MAX_MB', env['IMPORT_XLSX_MAX_MB'] ?? '20', 200) * bytesPerMegabyte,
    embedder: readEmbedder(env),
    meili: readMeili(env, production),
  };
}

function readRole(text: string): Role {
  const role = roles.find((one) => one === text);
  if (role === undefined) throw new StartupError(`JUCAI_ROLE is “${text}”: it must be one of ${roles.join(', ')}.`);
  return role;
}

function readMetricsToken(token: string | null): string | null {
  if (token !== null && token.length < 16)
    throw new StartupError('METRICS_TOKEN is shorter than 16 characters: set it to a long random text.');
  return token;
}

function readMeili(env: NodeJS.ProcessEnv, production: boolean): MeiliConfig | null {
  const servers = readServers(env);
  if (!servers) return null;
  const apiKey = env['MEILI_API_KEY'] || null;
  if (production && !apiKey)
    throw new StartupError('MEILI_API_KEY is not set: make a key for this service in Meilisearch, and set it.');
  const prefix = env['MEILI_PREFIX'] || 'jucai';
  if (!/^[a-z0-9]{1,20}$/.test(prefix))
    throw new StartupError(`MEILI_PREFIX is “${prefix}”: it must be 1 to 20 small letters and digits.`);
  return { ...servers, apiKey, prefix };
}

/** Where the Meilisearch are and their master key: for the command that makes the service's own key, and for nothing else. */
export function readMeiliSetup(env: NodeJS.ProcessEnv = process.env): MeiliServers & { masterKey: string } {
  const servers = readServers(env);
  const masterKey = env['MEILI_MASTER_KEY'] || null;
  if (!servers) throw new StartupError('MEILI_URL is not set: write http://host:port.');
  if (!masterKey)
    throw new StartupError('MEILI_MASTER_KEY is not set: it is the one that Meilisearch was started with.');
  return { ...servers, masterKey };
}

function readEmbedder(env: NodeJS.ProcessEnv): EmbedderConfig | null {
  const url = env['EMBEDDER_URL'] || null;
  if (!url) return null;
  if (!isWebAddress(url)) {
    throw new StartupError('EMBEDDER_URL is no web address: write http://host:port, without a path.');
  }
  const kind = env['EMBEDDER_KIND'] || 'openai';
  if (kind !== 'openai' && kind !== 'ollama') {
    throw new StartupError(`EMBEDDER_KIND is “${kind}”: it must be openai (OpenAI-compatible) or ollama.`);
  }
  const model = env['EMBEDDER_MODEL'] || null;
  if (!model) throw new StartupError('EMBEDDER_MODEL is not set: name the model that EMBEDDER_URL offers.');
  const timeoutMs = readWhole('EMBEDDER_TIMEOUT_MS', env['EMBEDDER_TIMEOUT_MS'] ?? '2000', 60_000);
  return { kind, url, model, apiKey: env['EMBEDDER_API_KEY'] || null, timeoutMs };
}

function readWhole(name: string, text: string, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < 0 || number > most) {
    throw new StartupError(`${name} is “${text}”: it must be a whole number from 0 to ${most}.`);
  }
  return number;
}

/** A key for one use, so that no two uses share the secret itself. */
export function keyFor(config: Pick<Config, 'secret'>, use: string): string {
  return createHash('sha256').update(`${use}\0${config.secret}`).digest('base64url');
}
