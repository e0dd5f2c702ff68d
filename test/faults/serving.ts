import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll } from 'vitest';
import type { MeiliConfig } from '../../src/platform/config.ts';
import type { Deadly } from './killing.ts';

interface Answered {
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it asked for
  data: any;
  errors?: { message: string; extensions: { code: string } }[];
  extensions?: { degraded?: boolean };
}

/** The service in a process of its own, asked over HTTP. It ends with the suite that starts it, which is no single test. */
export class Serving {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, url: string) {
    this.#child = child;
    this.#lines = lines;
    this.url = url;
  }

  static async start(databaseUrl: string, meili: MeiliConfig): Promise<Serving> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/faults/server.holder.ts'], {
      env: {
        DATABASE_URL: databaseUrl,
        MEILI_URL: meili.url,
        MEILI_API_KEY: meili.apiKey ?? '',
        MEILI_PREFIX: meili.prefix,
        PORT: '0',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    afterAll(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value } = await lines.next();
    const [, url] = /^ready (.*)$/.exec(String(value)) ?? [];
    if (!url) throw new Error(`The service does not start: ${value}`);
    return new Serving(child, lines, url);
  }

  /** From now on it ends at this statement. */
  async dieAt(deadly: Deadly): Promise<void> {
    this.#child.stdin?.write(`${JSON.stringify(deadly)}\n`);
    await this.#lines.next();
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Until it has ended; by which signal. */
  async ended(): Promise<string | null> {
    if (this.isRunning) await once(this.#child, 'exit');
    return this.#child.signalCode;
  }

  /** @throws when there is no answer */
  async ask(query: string, variables: Record<string, unknown>, token: string): Promise<Answered> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answered;
  }

  /** Status of /readyz. */
  async readiness(): Promise<number> {
    return (await fetch(`${this.url}/readyz`)).status;
  }
}
