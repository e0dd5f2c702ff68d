import type { Settings } from 'meilisearch';
import { type MeiliClient, MeiliTaskFailed, MeiliUnavailable } from './client.ts';
import { type FollowBatch, UnfitDocument } from './follower-batch.ts';
import { primaryKey } from './settings.rules.ts';
import type { TaskWatch } from './task-watch.ts';

/** Documents listed at once. */
const pageSize = 20_000;
const withDocuments = ['documentAdditionOrUpdate', 'documentDeletion'] as const;

/** What a server is found to have at the begin of a turn. */
export interface ServerView {
  uids: ReadonlySet<string>;
  /** The last task with documents of ours that it knows; null where it knows none, or was told to forget them. */
  lastTask: number | null;
}

export interface IndexedDocument {
  id: string;
  sequence: number;
}

/** The server was set back to an older state, or emptied: it has lost documents that it had taken. */
export class ServerSetBack extends Error {
  constructor() {
    super('Meilisearch has lost documents that it had taken: all are sent anew.');
    this.name = 'ServerSetBack';
  }
}

/**
 * What following asks of one Meilisearch, for the length of a turn. Given up when the signal is aborted. Nobody waits for
 * it, and a server that indexes answers late: every call has the longer time limit.
 */
export class FollowedServer {
  readonly #client: MeiliClient;
  readonly #signal: AbortSignal;
  readonly #own: string[];
  readonly #watch: TaskWatch;
  #lastTask = -1;

  /** @param own names of all indexes that it is fed; others may have theirs on the same server */
  constructor(client: MeiliClient, signal: AbortSignal, own: readonly string[], watch: TaskWatch) {
    this.#client = client;
    this.#signal = signal;
    this.#own = [...own];
    this.#watch = watch;
  }

  /** Its numbers have begun anew: those from before mean nothing. */
  forgetTasks(): void {
    this.#lastTask = -1;
  }

  /** @param done a task that the server is known to have done @throws ServerSetBack where it knows only earlier ones */
  async look(done = -1): Promise<ServerView> {
    const [indexes, tasks] = await Promise.all([
      this.#client.change((client) => client.getRawIndexes({ limit: 1_000 })),
      this.#client.change((client) =>
        client.tasks.getTasks({ limit: 1, types: [...withDocuments], indexUids: this.#own }),
      ),
    ]);
    const lastTask = tasks.results[0]?.uid ?? null;
    if (lastTask !== null && lastTask < done) throw new ServerSetBack();
    this.#lastTask = Math.max(this.#lastTask, lastTask ?? done);
    return { uids: new Set(indexes.results.map(({ uid }) => uid)), lastTask };
  }

  /** Hands a batch over and returns the tasks that it became. */
  async send(uid: string, { lines, gone }: Pick<FollowBatch, 'lines' | 'gone'>): Promise<number[]> {
    const tasks: number[] = [];
    if (lines.length > 0) tasks.push(await this.#post(`indexes/${uid}/documents`, lines.join('\n'), { primaryKey }));
    if (gone.length > 0) tasks.push(await this.#post(`indexes/${uid}/documents/delete-batch`, JSON.stringify(gone)));
    return tasks;
  }

  async #post(path: string, body: string, params: Record<string, string> = {}): Promise<number> {
    const contentType = path.endsWith('documents') ? 'application/x-ndjson' : 'application/json';
    // The client leaves its own time limit out where it is given a signal (0.62).
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(this.#client.timeouts.changeMs)]);
    const { taskUid } = await this.#client.change((client) =>
      client.httpRequest.post<{ taskUid: number }>({
        path,
        body,
        params,
        contentType,
        extraRequestInit: { signal },
      }),
    );
    // Its numbers begin anew where its data were taken away meanwhile; then it has just made an index of these few.
    if (taskUid <= this.#lastTask) throw new ServerSetBack();
    this.#lastTask = taskUid;
    return taskUid;
  }

  /** Until all of them are done. @throws MeiliTaskFailed */
  async settle(tasks: readonly number[]): Promise<void> {
    for (const taskUid of tasks) await this.#settled({ taskUid });
  }

  async make(uid: string, settings: Settings): Promise<void> {
    await this.#settled(await this.#client.change((client) => client.createIndex(uid, { primaryKey })));
    await this.#settled(await this.#client.change((client) => client.index(uid).updateSettings(settings)));
  }

  /** Puts `next` into service: in place of what is there, which becomes `next`, or under a name that nobody has. */
  async putIntoService(next: string, inService: string, isThere: boolean): Promise<void> {
    const swap = { indexes: [next, inService] as [string, string], rename: !isThere };
    await this.#settled(await this.#client.change((client) => client.swapIndexes([swap])));
  }

  async drop(uid: string): Promise<void> {
    try {
      await this.#settled(await this.#client.change((client) => client.deleteIndex(uid)));
    } catch (error) {
      if (!(error instanceof MeiliTaskFailed && error.reason === 'index_not_found')) throw error;
    }
  }

  /** All documents, by pages. Nothing may be sent meanwhile: pages would shift. */
  async *documents(uid: string): AsyncGenerator<IndexedDocument[]> {
    for (let offset = 0; ; offset += pageSize) {
      const { results } = await this.#client.change((client) =>
        client.index(uid).getDocuments<IndexedDocument>({ fields: ['id', 'sequence'], limit: pageSize, offset }),
      );
      yield results;
      if (results.length < pageSize) return;
    }
  }

  version(): Promise<string> {
    return this.#client.version();
  }

  async #settled(task: { taskUid: number }): Promise<void> {
    await this.#watch.over(task.taskUid, this.#client.settled(task, this.#signal));
  }
}

/** Codes of Meilisearch that are about the documents sent, or that it cannot explain. All others are about the server. */
const refusals =
  /^(invalid_document|missing_document|malformed_payload|payload_too_large|max_fields_limit|immutable_|internal$)/;

/** True where the documents sent are the cause, so that fewer of them may be taken. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof UnfitDocument) return true;
  return (error instanceof MeiliTaskFailed || error instanceof MeiliUnavailable) && refusals.test(error.reason);
}

/** True where it is not known whether the server has taken, or will yet take, what was sent. */
export function isInDoubt(error: unknown): boolean {
  return !(error instanceof MeiliTaskFailed) && !isRefusal(error);
}
