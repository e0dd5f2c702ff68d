/** How long a server may have tasks and end none of them before that is told. The longest batches take some tens of seconds. */
const usualPatienceMs = 120_000;

/**
 * Tells that a server has had tasks for long and has ended none, as one whose disk is full; null when it has done one
 * again. Nobody waits less for that: it goes on by itself once there is room.
 */
export class TaskWatch {
  readonly #tell: (text: string | null) => void;
  readonly #patienceMs: number;
  readonly #awaited = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #hasTold = false;

  constructor(tell: (text: string | null) => void, patienceMs = usualPatienceMs) {
    this.#tell = tell;
    this.#patienceMs = patienceMs;
  }

  /** @param ended resolves when the task is done */
  async over(taskUid: number, ended: Promise<unknown>): Promise<void> {
    this.#awaited.add(taskUid);
    if (this.#awaited.size === 1) this.#begin();
    try {
      await ended;
      if (this.#hasTold) this.#tell(null);
      this.#hasTold = false;
    } finally {
      this.#awaited.delete(taskUid);
      this.#begin();
    }
  }

  #begin(): void {
    clearTimeout(this.#timer);
    const since = new Date().toISOString();
    if (this.#awaited.size > 0) this.#timer = setTimeout(() => this.#complain(since), this.#patienceMs).unref();
  }

  #complain(since: string): void {
    const [first] = this.#awaited;
    this.#hasTold = true;
    this.#tell(
      `Meilisearch has had task ${first} since ${since} and has not done it: its disk may be full, see its log.`,
    );
  }
}
