import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';

/** What stands between the product and a server, and does to requests what networks and broken servers do. */
export class MeiliProxy {
  readonly url: string;
  /** Status that every request is answered with; `silent` answers none; null hands them on. */
  answer: number | 'silent' | null = null;
  /** What becomes of a body on its way. */
  change: (body: string) => string = (body) => body;
  /** Body of an answer to GET /version. */
  version: string | null = null;
  /** Documents sent are neither handed on nor answered, until they are let go: their sender has long given up. */
  holdsDocuments = false;
  readonly #held: { path: string; body: string }[] = [];
  readonly #target: string;

  private constructor(url: string, target: string) {
    this.url = url;
    this.#target = target;
  }

  static async before(target: string): Promise<MeiliProxy> {
    const server = createServer((request, response) => void proxy.#handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const proxy = new MeiliProxy(`http://127.0.0.1:${port}`, target);
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });
    return proxy;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => '');
    if (this.answer === 'silent') return;
    if (this.answer !== null) return void response.writeHead(this.answer).end();
    if (request.url === '/version' && this.version !== null) {
      const said = { pkgVersion: this.version, commitSha: '', commitDate: '' };
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    }
    const path = request.url ?? '';
    if (this.holdsDocuments && /\/documents(\?|$)/.test(path)) return void this.#held.push({ path, body });
    try {
      const handed = await fetch(this.#target + path, {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
        ...(request.method === 'GET' ? {} : { body: this.change(body) }),
      });
      response.writeHead(handed.status, { 'content-type': 'application/json' }).end(await handed.text());
    } catch {
      response.destroy();
    }
  }

  /** Hands on what was held. */
  async letGo(): Promise<void> {
    for (const { path, body } of this.#held.splice(0)) {
      const headers = { 'content-type': 'application/x-ndjson' };
      await fetch(this.#target + path, { method: 'POST', headers, body });
    }
  }
}
