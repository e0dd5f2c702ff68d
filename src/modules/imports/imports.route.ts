import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ActorOf } from '../../graphql/download.ts';
import type { Actor } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { isAllowed, type Permission } from '../../kernel/permissions.ts';
import { delimiters } from '../../platform/files/csv.ts';
import { type ImportOptions, importModes } from './imports.record.ts';
import type { ImportsService } from './imports.service.ts';

const parameters = ['mode', 'dryRun', 'organization', 'sheet', 'delimiter', 'fileName', 'map', 'set'] as const;
type Parameter = (typeof parameters)[number];
/** Parameters that may stand there several times. */
const repeated: readonly Parameter[] = ['map', 'set'];

/**
 * `POST /imports/talents?dryRun=true&fileName=人才.csv&map=备注=`, the file as the body: read as it comes, answered when it
 * is done. `GET /imports/<id>/refused.csv`: its refused rows, to be mended.
 */
export function importRoute(server: FastifyInstance, service: ImportsService, actorOf: ActorOf): void {
  // A scope of its own: here a body of whatever type is a file, and its size is for the reader of files to judge.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post<{ Params: { kind: string } }>(
      '/imports/:kind',
      { bodyLimit: Number.MAX_SAFE_INTEGER },
      async (request, reply) => {
        const actor = await permitted(request, actorOf, 'import:run');
        const options = optionsOf(request.query);
        const outcome = await service.importFile(actor, request.params.kind, bodyOf(request), options);
        leaveRest(request, reply);
        return reply.status(outcome.status === 'FAILED' ? 400 : 200).send(outcome);
      },
    );
    scope.addHook('onError', async (request, reply) => leaveRest(request, reply));
  });
  server.get<{ Params: { id: string } }>('/imports/:id/refused.csv', async (request, reply) => {
    const actor = await permitted(request, actorOf, 'import:read');
    const file = await service.records.refusedFile(actor, request.params.id);
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="refused.csv"')
      .header('cache-control', 'private, no-store')
      .send(Readable.from(file, { objectMode: false }));
  });
}

/** @throws NOT_SIGNED_IN without a token, FORBIDDEN without the permission. */
async function permitted(request: FastifyRequest, actorOf: ActorOf, permission: Permission): Promise<Actor> {
  const actor = await actorOf(request.headers);
  if (isAllowed(actor, permission)) return actor;
  if (actor.kind === 'ANONYMOUS') {
    throw new DomainError('NOT_SIGNED_IN', 'This needs an API token.', {
      cure: 'Send the header “x-api-key: <token>”.',
      permission,
    });
  }
  throw new DomainError('FORBIDDEN', `Your role does not carry the permission ${permission}.`, { permission });
}

/** What is left of a file that is refused is not waited for. */
function leaveRest(request: FastifyRequest, reply: FastifyReply): void {
  if (!request.raw.readableEnded) reply.header('connection', 'close');
}

function bodyOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  if (body instanceof Readable) {
    // It may break before it is read, and is met there; without a listener it would end the process.
    body.on('error', () => {});
    // A reader that stops early must not end the connection: the answer still goes over it.
    return body.iterator({ destroyOnReturn: false });
  }
  throw badInput('body', 'There is no file.', 'Send the file as the body of the request.');
}

function optionsOf(query: unknown): ImportOptions {
  const given = parametersOf(query);
  const one = (name: Parameter): string | undefined => given[name]?.[0];
  const mode = choice('mode', one('mode')?.toUpperCase() ?? 'ALL', importModes);
  const dryRun = choice('dryRun', one('dryRun') ?? 'false', ['true', 'false']) === 'true';
  const sheet = one('sheet');
  const wanted = one('delimiter');
  const delimiter =
    wanted === undefined ? undefined : choice('delimiter', wanted === 'tab' ? '\t' : wanted, delimiters);
  return {
    ...{ mode, dryRun, fileName: one('fileName') ?? 'file', organization: one('organization') ?? null },
    ...(sheet === undefined ? {} : { sheet }),
    ...(delimiter === undefined ? {} : { delimiter }),
    columns: pairsOf('map', given.map ?? []),
    constants: pairsOf('set', given.set ?? []),
  };
}

function choice<T extends string>(name: Parameter, text: string, among: readonly T[]): T {
  const found = among.find((word) => word === text);
  if (found !== undefined) return found;
  throw badInput(name, `“${text.slice(0, 40)}” is not known here.`, `Write one of ${among.join(', ')}.`);
}

/** `header=column`, `column=value`. */
export function pairsOf(name: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.lastIndexOf('=') < 1 ? -1 : name === 'map' ? text.lastIndexOf('=') : text.indexOf('=');
      if (at < 1) throw badInput(name, `“${text.slice(0, 60)}” says nothing.`, 'Write NAME=VALUE.');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** @throws BAD_INPUT for names that there are not, and for one given twice that says one thing. */
function parametersOf(query: unknown): Partial<Record<Parameter, readonly string[]>> {
  const given = Object.entries(query as Record<string, string | string[]>);
  for (const [name, value] of given) {
    const known = parameters.find((one) => one === name);
    if (!known)
      throw badInput(name.slice(0, 40), 'There is no such parameter.', `There are: ${parameters.join(', ')}.`);
    if (Array.isArray(value) && !repeated.includes(known))
      throw badInput(name, 'The parameter is given twice.', 'Give it once.');
  }
  return Object.fromEntries(given.map(([name, value]) => [name, [value].flat()]));
}
