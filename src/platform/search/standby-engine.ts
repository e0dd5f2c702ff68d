import { noteDegraded } from '../degraded.ts';
import type { Log } from '../log.ts';
import type { SearchEngine } from './engine.ts';
import { MeiliUnavailable } from './meili/client.ts';

/** An engine that is away is looked for again after so long. */
const usualRestMs = 2_000;
/** Of one question only: the server is well, and the next may be answered. */
const ownFaults = new Set(['invalid_search_filter', 'payload_too_large']);

export interface StandbyEngineOptions {
  first: SearchEngine;
  standby: SearchEngine;
  /** Resolves when the first can answer again, with all of its indexes. */
  check(): Promise<unknown>;
  log?: Pick<Log, 'warn' | 'info'>;
  restMs?: number;
}

/**
 * Asks the first engine, and the standby while that is away: the answers are the same, marked as degraded. Nobody waits
 * for an engine that is known to be away; it is looked for beside the questions, and asked again once it is found.
 */
export class StandbyEngine implements SearchEngine {
  readonly #options: StandbyEngineOptions;
  #isAway = false;
  #firstLook: Promise<void> | undefined;
  #nextCheck = 0;

  constructor(options: StandbyEngineOptions) {
    this.#options = options;
  }

  recall: SearchEngine['recall'] = (requests) => this.#ask((engine) => engine.recall(requests));
  search: SearchEngine['search'] = (...asked) => this.#ask((engine) => engine.search(...asked));
  count: SearchEngine['count'] = (requests) => this.#ask((engine) => engine.count(requests));
  rebuild: SearchEngine['rebuild'] = (index) => this.#options.first.rebuild(index);
  status: SearchEngine['status'] = () => this.#options.first.status();

  async #ask<T>(work: (engine: SearchEngine) => Promise<T>): Promise<T> {
    const { first, standby, log } = this.#options;
    if (this.#isAway) void this.#look();
    else await this.#lookFirst();
    if (!this.#isAway) {
      try {
        return await work(first);
      } catch (error) {
        if (!(error instanceof MeiliUnavailable)) throw error;
        if (ownFaults.has(error.reason)) {
          log?.warn({ err: error.cause }, 'Meilisearch refused a question; PostgreSQL answers it');
          return work(standby);
        }
        this.#leave(error);
      }
    }
    noteDegraded();
    return work(standby);
  }

  #leave(error: unknown): void {
    // Many questions can be under way when it goes.
    if (!this.#isAway) this.#options.log?.warn({ reason: reasonOf(error) }, 'Meilisearch is away; PostgreSQL answers');
    this.#isAway = true;
    this.#rest();
  }

  #rest(): void {
    this.#nextCheck = performance.now() + (this.#options.restMs ?? usualRestMs);
  }

  async #look(): Promise<void> {
    if (performance.now() < this.#nextCheck) return;
    this.#nextCheck = Number.POSITIVE_INFINITY;
    await this.#check();
    if (!this.#isAway) this.#options.log?.info({}, 'Meilisearch answers again');
  }

  /** Nobody has asked it yet, and it may be of a version that answers wrongly. */
  #lookFirst(): Promise<void> {
    this.#firstLook ??= this.#check();
    return this.#firstLook;
  }

  async #check(): Promise<void> {
    try {
      await this.#options.check();
      this.#isAway = false;
    } catch (error) {
      this.#leave(error);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof MeiliUnavailable ? error.reason : String(error);
}
