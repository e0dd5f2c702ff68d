import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { notFound } from '../../kernel/errors.ts';
import { schemes } from './concept.rules.ts';
import type { EditionsService } from './editions.service.ts';
import { skosDocument } from './skos.ts';
import type { TaxonomySource } from './taxonomy.service.ts';

export interface SkosRouteDeps {
  taxonomy: TaxonomySource;
  editions: Pick<EditionsService, 'currentOf'>;
  publicUrl: string;
}

/** `GET /taxonomy/occupation.jsonld`: a scheme as SKOS, for everybody, as `taxonomy:read` is. */
export function skosRoute(server: FastifyInstance, { taxonomy, editions, publicUrl }: SkosRouteDeps): void {
  server.get<{ Params: { scheme: string } }>('/taxonomy/:scheme(^[A-Za-z]+).jsonld', async (request, reply) => {
    const scheme = schemes.find((one) => one === request.params.scheme);
    if (!scheme) throw notFound('scheme', request.params.scheme.slice(0, 40));
    const edition = await editions.currentOf(scheme);
    const document = skosDocument({ taxonomy: taxonomy.now, scheme, base: skosBase(publicUrl), edition });
    return reply
      .header('content-type', 'application/ld+json; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(Readable.from(document));
  });
}

export function skosBase(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/taxonomy/`;
}
