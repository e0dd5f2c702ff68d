import { setTimeout as sleep } from 'node:timers/promises';
import {
  Meilisearch,
  MeilisearchApiError,
  MeilisearchError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
  type Task,
} from 'meilisearch';
import { DomainError } from '../../../kernel/errors.ts';
import { StartupError } from '../../startup-error.ts';
import { checkVersion } from './version.rules.ts';

export interface MeiliAddress {
  url: string;
  /** Null for a server without keys, which is for development only. */
  apiKey: string | null;
}

export interface MeiliTimeouts {
  /** For an answer to a question, in milliseconds. */
  askMs: number;
  /** For taking in a batch of documents or another change; a task that it makes has its own time. */
  changeMs: number;
}

const usualTimeouts: MeiliTimeouts = { askMs: 3_000, changeMs: 60_000 };

/** Between two questions whether a task is done: a single document takes some tens of milliseconds. */
const leastPauseMs = 5;
const mostPauseMs = 160;

/** Packed answers come in pieces of which the second waits for the first to be acknowledged: 40 ms on Linux. */
const unpacked = { 'accept-encoding': 'identity' };

/** What the service does with Meilisearch: its key needs these actions on all indexes (`version` asks for all), and no more. */
export const neededActions = [
  'search',
  'documents.add',
  'documents.get',
  'documents.delete',
  'indexes.create',
  'indexes.get',
  'indexes.delete',
  'indexes.swap',
  'settings.get',
  'settings.update',
  'stats.get',
  'tasks.get',
  'version',
] as const;

/**
 * Meilisearch did not answer, or not as asked. `reason` is its own code, such as `index_not_found`; `timeout` where it did
 * not answer in time, `unreachable` where nobody took the question, `unreadable_answer` for one that is no JSON.
 */
export class MeiliUnavailable extends DomainError {
  readonly reason: string;

  constructor(reason: string, cause: unknown) {
    super('UNAVAILABLE', 'Meilisearch does not answer.', { cure: 'Try again in a minute.' });
    this.name = 'MeiliUnavailable';
    this.reason = reason;
    this.cause = cause;
  }
}

/** A task that Meilisearch took and could not do. */
export class MeiliTaskFailed extends Error {
  readonly task: Task;

  constructor(task: Task) {
    super(`Meilisearch ${task.status} task ${task.uid} (${task.type}): ${task.error?.message ?? 'no reason given'}`);
    this.name = 'MeiliTaskFailed';
    this.task = task;
  }

  get reason(): string {
    return this.task.error?.code ?? this.task.status;
  }
}

/** The official client with a time limit on every call; its errors become `MeiliUnavailable`. */
export class MeiliClient {
  readonly address: MeiliAddress;
  readonly timeouts: MeiliTimeouts;
  readonly #asking: Meilisearch;
  readonly #changing: Meilisearch;

  constructor(address: MeiliAddress, timeouts: Partial<MeiliTimeouts> = {}) {
    this.address = address;
    this.timeouts = { ...usualTimeouts, ...timeouts };
    const { askMs, changeMs } = this.timeouts;
    const config = {
      host: address.url,
      ...(address.apiKey === null ? {} : { apiKey: address.apiKey }),
      requestInit: { headers: unpacked },
    };
    this.#asking = new Meilisearch({ ...config, timeout: askMs });
    this.#changing = new Meilisearch({ ...config, timeout: changeMs });
  }

  /** Reads; short. @throws MeiliUnavailable */
  ask<T>(work: (client: Meilisearch) => Promise<T>): Promise<T> {
    return told(work(this.#asking));
  }

  /** Changes that make a task; `settled` waits for it. @throws MeiliUnavailable */
  change<T>(work: (client: Meilisearch) => Promise<T>): Promise<T> {
    return told(work(this.#changing));
  }

  /**
   * Waits until a task is done, however long that takes: documents of a whole city take minutes. Each question has its
   * time limit, which the client's own waiting leaves out (0.62); a long one, for a server that indexes answers late.
   * @throws MeiliTaskFailed, MeiliUnavailable, the signal's reason when it is aborted
   */
  async settled({ taskUid }: { taskUid: number }, signal?: AbortSignal): Promise<Task> {
    for (let pauseMs = leastPauseMs; ; pauseMs = Math.min(pauseMs * 2, mostPauseMs)) {
      signal?.throwIfAborted();
      const task = await this.change((client) => client.tasks.getTask(taskUid));
      if (task.status === 'succeeded') return task;
      if (task.status === 'failed' || task.status === 'canceled') throw new MeiliTaskFailed(task);
      await sleep(pauseMs);
    }
  }

  /** @throws MeiliUnavailable; StartupError for a version that does not answer rightly */
  async version(): Promise<string> {
    const { pkgVersion } = await this.ask((client) => client.getVersion());
    checkVersion(pkgVersion);
    return pkgVersion;
  }

  /**
   * In production the key must not be able to make or read keys, as the master key is.
   * @throws StartupError, MeiliUnavailable
   */
  async refuseMasterKey(): Promise<void> {
    try {
      await this.ask((client) => client.getKeys({ limit: 1 }));
    } catch (error) {
      // What a key without that action is told; a server without keys says `missing_master_key`.
      if (error instanceof MeiliUnavailable && error.reason === 'invalid_api_key') return;
      if (!(error instanceof MeiliUnavailable) || error.reason !== 'missing_master_key') throw error;
      throw new StartupError(
        'Meilisearch runs without a master key: start it with MEILI_MASTER_KEY and make a key for this service.',
      );
    }
    throw new StartupError(
      `MEILI_API_KEY may read all keys, as the master key may: make one with the actions ${neededActions.join(', ')} only.`,
    );
  }
}

/** Of all servers that have documents. The first is asked for lists over all of them. */
export type Clients = readonly [MeiliClient, ...MeiliClient[]];

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // A proxy before it may answer in words that are no JSON.
    if (error instanceof SyntaxError) throw new MeiliUnavailable('unreadable_answer', error);
    if (!(error instanceof MeilisearchError)) throw error;
    throw new MeiliUnavailable(reasonOf(error), error);
  }
}

function reasonOf(error: MeilisearchError): string {
  if (error instanceof MeilisearchApiError) return error.cause?.code ?? error.name;
  if (!(error instanceof MeilisearchRequestError)) return error.name;
  return error.cause instanceof MeilisearchRequestTimeOutError ? 'timeout' : 'unreachable';
}
