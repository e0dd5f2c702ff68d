import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Reranker } from '../../src/modules/taxonomy/words/embedding.ts';
import type { Candidate } from '../../src/modules/taxonomy/words/words.rules.ts';
import { WordService } from '../../src/modules/taxonomy/words/words.service.ts';
import { readConfig } from '../../src/platform/config.ts';
import { createEmbedder } from '../../src/platform/embedder.ts';
import { StartupError } from '../../src/platform/startup-error.ts';
import { taxonomy } from './words.shipped.ts';

interface Call {
  path: string;
  model: string;
  input: string[];
  authorization: string | undefined;
}

let calls: Call[] = [];
let answer: (call: Call, response: ServerResponse) => void;

const server = createServer((request: IncomingMessage, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString('utf8');
  });
  request.on('end', () => {
    const call = { ...JSON.parse(body), path: request.url, authorization: request.headers.authorization } as Call;
    calls.push(call);
    answer(call, response);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Along the first axis what has to do with cooking (or with pests, as it happens to think), along the second all else. */
const vectorOf = (text: string) => (/厨|烹|饭|防制/.test(text) ? [1, 0.1, 0] : [0, 1, 0.1]);
const json = (response: ServerResponse, value: unknown) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
const asOpenai = ({ input }: Call, response: ServerResponse) =>
  json(response, {
    // In another order: each says its place.
    data: input.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse(),
  });
const asOllama = ({ input }: Call, response: ServerResponse) => json(response, { embeddings: input.map(vectorOf) });

beforeEach(() => {
  calls = [];
  answer = asOpenai;
});

const guess = (code: string, confidence: number, matchedBy: Candidate['matchedBy'] = 'TEXT'): Candidate => ({
  code,
  confidence,
  matchedBy,
  negated: false,
  start: 0,
  end: 2,
});
const names: Record<string, string> = { cook: '中式烹调师', guard: '保安员', clerk: '会计' };
const nameOf = (code: string) => names[code] ?? code;
const asked = { text: '做饭的', candidates: [guess('guard', 0.4), guess('cook', 0.35), guess('clerk', 0.1)] };

function rerankerOf(kind: 'openai' | 'ollama' = 'openai', timeoutMs = 2_000) {
  const warnings: unknown[] = [];
  const clock = { now: 0 };
  const embedder = createEmbedder({ kind, url: `${url}/`, model: 'm', apiKey: 'key', timeoutMs });
  const log = { warn: (...said: unknown[]) => void warnings.push(said) };
  return { warnings, clock, reranker: new Reranker({ embedder, timeoutMs, log, clock: () => clock.now }) };
}

describe('an embedder', () => {
  it.each([
    ['openai', '/v1/embeddings', asOpenai],
    ['ollama', '/api/embed', asOllama],
  ] as const)('of the kind %s is asked at %s', async (kind, path, as) => {
    answer = as;
    const [ranked] = await rerankerOf(kind).reranker.rank([asked], nameOf);
    expect(ranked?.map(({ code }) => code)).toEqual(['cook', 'guard', 'clerk']);
    expect(calls.map((call) => call.path)).toEqual([path, path]);
    expect(calls[0]).toMatchObject({
      model: 'm',
      authorization: 'Bearer key',
      input: ['保安员', '中式烹调师', '会计'],
    });
    expect(calls[1]).toMatchObject({ input: ['做饭的'] });
  });

  it('makes nothing surer than the surest was', async () => {
    const [ranked] = await rerankerOf().reranker.rank([asked], nameOf);
    expect(Math.max(...(ranked ?? []).map(({ confidence }) => confidence))).toBeLessThanOrEqual(0.4);
  });

  it('is asked for a name once', async () => {
    const { reranker } = rerankerOf();
    await reranker.rank([asked], nameOf);
    await reranker.rank([asked, { ...asked, text: '烧饭' }], nameOf);
    expect(calls.map(({ input }) => input)).toEqual([['保安员', '中式烹调师', '会计'], ['做饭的'], ['做饭的', '烧饭']]);
  });

  it('is not asked about names, codes and choices', async () => {
    const named = [guess('guard', 0.98, 'NAME'), guess('cook', 0.3)];
    const alone = [guess('cook', 0.3)];
    const ranked = await rerankerOf().reranker.rank(
      [
        { text: 'a', candidates: named },
        { text: 'b', candidates: alone },
      ],
      nameOf,
    );
    expect(ranked).toEqual([named, alone]);
    expect(calls).toEqual([]);
  });

  it.each<[string, typeof answer]>([
    ['refuses', (_call, response) => void response.writeHead(500).end('no')],
    ['answers no JSON', (_call, response) => void response.end('<html>')],
    ['answers another shape', (_call, response) => json(response, { vectors: [] })],
    ['answers nothing', (_call, response) => json(response, null)],
    ['answers too few', (_call, response) => json(response, { data: [{ index: 0, embedding: [1] }] })],
    [
      'answers of several lengths',
      ({ input }, response) =>
        json(response, { data: input.map((_text, index) => ({ index, embedding: Array(index + 1).fill(1) })) }),
    ],
    [
      'answers texts for figures',
      ({ input }, response) => json(response, { data: input.map((_text, index) => ({ index, embedding: ['x'] })) }),
    ],
    [
      'leaves gaps',
      ({ input }, response) =>
        json(response, { data: input.map((_text, index) => ({ index: index * 2, embedding: [1] })) }),
    ],
    ['leads elsewhere', (_call, response) => void response.writeHead(302, { location: '/v1/other' }).end()],
    ['breaks off', (_call, response) => void response.destroy()],
  ])('that %s leaves the answer as it was, with a warning', async (_what, broken) => {
    answer = broken;
    const { reranker, warnings } = rerankerOf();
    expect(await reranker.rank([asked], nameOf)).toEqual([asked.candidates]);
    expect(warnings).toHaveLength(1);
    expect(calls).toHaveLength(1);
  });

  it('that hangs is waited for as long as was said, and then left alone for a while', async () => {
    answer = () => {};
    const { reranker, warnings, clock } = rerankerOf('openai', 100);
    const start = performance.now();
    expect(await reranker.rank([asked], nameOf)).toEqual([asked.candidates]);
    expect(performance.now() - start).toBeLessThan(2_000);
    answer = asOpenai;
    expect(await reranker.rank([asked], nameOf)).toEqual([asked.candidates]);
    expect([warnings.length, calls.length]).toEqual([1, 1]);
    clock.now += 30_000;
    const [ranked] = await reranker.rank([asked], nameOf);
    expect(ranked?.[0]?.code).toBe('cook');
  });

  it('ranks what words resolve to', async () => {
    const { reranker } = rerankerOf();
    const ask = { scheme: 'occupation', texts: ['烹制员', '电工'], limit: 1, organizationId: null } as const;
    const deps = { db: null as never, taxonomy: { now: taxonomy }, titleModel: null };
    const without = await new WordService({ ...deps, reranker: null }).resolve(ask);
    const [vague, named] = await new WordService({ ...deps, reranker }).resolve(ask);
    const nameIn = (found: (typeof without)[number] | undefined) =>
      found?.candidates.map(({ code }) => taxonomy.get('occupation', code)?.name);
    expect([nameIn(without[0]), nameIn(vague)]).toEqual([['烟叶调制员'], ['有害生物防制员']]);
    expect(named).toEqual(without[1]);
    expect(calls.at(-1)?.input).toEqual(['烹制员']);
  });
});

describe('the configuration of an embedder', () => {
  const read = (env: Record<string, string>) => readConfig('LOCAL', env).embedder;

  it('is none unless there is an address', () => {
    expect(read({})).toBeNull();
    expect(read({ EMBEDDER_URL: '', EMBEDDER_MODEL: 'm' })).toBeNull();
  });

  it('has a kind, a model, a key and a time', () => {
    expect(read({ EMBEDDER_URL: 'http://127.0.0.1:1', EMBEDDER_MODEL: 'm' })).toEqual({
      kind: 'openai',
      url: 'http://127.0.0.1:1',
      model: 'm',
      apiKey: null,
      timeoutMs: 2_000,
    });
    expect(
      read({
        EMBEDDER_URL: 'https://e.example',
        EMBEDDER_KIND: 'ollama',
        EMBEDDER_MODEL: 'm',
        EMBEDDER_API_KEY: 'k',
        EMBEDDER_TIMEOUT_MS: '500',
      }),
    ).toMatchObject({ kind: 'ollama', apiKey: 'k', timeoutMs: 500 });
  });

  it.each([
    { EMBEDDER_URL: 'ftp://x', EMBEDDER_MODEL: 'm' },
    { EMBEDDER_URL: 'nowhere', EMBEDDER_MODEL: 'm' },
    { EMBEDDER_URL: 'http://x' },
    { EMBEDDER_URL: 'http://x', EMBEDDER_MODEL: 'm', EMBEDDER_KIND: 'other' },
    { EMBEDDER_URL: 'http://x', EMBEDDER_MODEL: 'm', EMBEDDER_TIMEOUT_MS: 'soon' },
  ])('is refused when it is %j', (env) => {
    expect(() => read(env as Record<string, string>)).toThrow(StartupError);
  });
});
