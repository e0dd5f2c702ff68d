import { beforeAll, describe, expect, it } from 'vitest';
import type { Scheme } from '../../src/modules/taxonomy/concept.rules.ts';
import { skosDocument } from '../../src/modules/taxonomy/skos.ts';
import { testProduct, testServer } from '../support/product.ts';
import { editionOf, row } from './editions.rows.ts';

type Node = Record<string, unknown> & { '@id': string; '@type': string };
interface Document {
  '@context': Record<string, string | { '@id': string; '@type'?: string; '@container'?: string }>;
  '@graph': Node[];
}

const product = await testProduct();
const server = await testServer(product);
const { taxonomy } = product.core;

async function fetched(scheme: string): Promise<Document> {
  const { statusCode, headers, body } = await server.inject({ url: `/taxonomy/${scheme}.jsonld` });
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/ld+json; charset=utf-8']);
  return JSON.parse(body);
}

const list = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));
const iri = (scheme: string, code: string) => `${scheme}.jsonld#${encodeURIComponent(code)}`;

/** What is wrong with a document by the rules of JSON-LD and SKOS: the same judge for ours and for the broken one below. */
function faultsOf({ '@context': context, '@graph': graph }: Document): string[] {
  const faults: string[] = [];
  const ids = new Set(graph.map((node) => node['@id']));
  if (ids.size !== graph.length) faults.push('an address twice');
  const known = new Map(graph.map((node) => [node['@id'], node]));
  for (const node of graph) {
    for (const term of Object.keys(node)) {
      const meaning = term.startsWith('@') ? term : context[term];
      if (meaning === undefined) faults.push(`${node['@id']}: “${term}” means nothing`);
      const expanded = typeof meaning === 'string' ? meaning : (meaning?.['@id'] ?? '');
      const [prefix = ''] = expanded.split(':');
      if (!term.startsWith('@') && context[prefix] === undefined) faults.push(`${term}: no prefix ${prefix}`);
    }
    if (node['@type'] === 'ConceptScheme') continue;
    const [prefLabel, altLabel] = [node['prefLabel'], node['altLabel'] ?? {}] as Record<string, string | string[]>[];
    for (const [language, label] of Object.entries(prefLabel ?? {})) {
      if (typeof label !== 'string') faults.push(`${node['@id']}: several preferred labels`);
      if (list(altLabel?.[language]).includes(String(label))) faults.push(`${node['@id']}: preferred and alternative`);
    }
    if (!ids.has(String(node['inScheme']))) faults.push(`${node['@id']}: in no scheme`);
    for (const broader of list(node['broader'])) {
      const upper = known.get(broader);
      if (!upper) faults.push(`${node['@id']}: nothing broader at ${broader}`);
      else if (node['deprecated'] !== true && !list(upper['narrower']).includes(node['@id']))
        faults.push(`${node['@id']}: ${broader} does not name it`);
      if (list(node['related']).includes(broader)) faults.push(`${node['@id']}: related and broader`);
    }
    for (const narrower of list(node['narrower']))
      if (!list(known.get(narrower)?.['broader']).includes(node['@id'])) faults.push(`${narrower}: not below`);
    for (const other of list(node['related']))
      if (!list(known.get(other)?.['related']).includes(node['@id'])) faults.push(`${other}: related one way`);
  }
  return faults;
}

beforeAll(async () => {
  await taxonomy.service.load(
    editionOf(
      'skos',
      [
        row('isco', '7212', null, { name: 'Welding people' }),
        row('grade', '1', null, { name: '学徒工', aliases: ['学徒', 'Apprentice'], nameEn: 'Apprentice' }),
        row('escoOccupation', 'x', null, {
          name: 'test welder',
          attributes: { uri: 'http://data.europa.eu/esco/o/x' },
        }),
      ],
      {
        successors: [
          { scheme: 'grade', code: '2', name: null, successor: '1' },
          { scheme: 'grade', code: '3', name: null, successor: '1' },
        ],
        mappings: [
          { fromScheme: 'isco', fromCode: '7212', relation: 'close', toScheme: 'occupation', toCode: '6-18-02-04' },
          { fromScheme: 'escoOccupation', fromCode: 'x', relation: 'broad', toScheme: 'isco', toCode: '7212' },
        ],
      },
    ),
  );
});

describe('a scheme as SKOS', () => {
  it.each<Scheme>(['occupation', 'major', 'region', 'industry', 'skill', 'licence', 'grade', 'isco', 'escoOccupation'])(
    'of %s is well-formed, and says what the taxonomy says',
    async (scheme) => {
      const document = await fetched(scheme);
      expect(faultsOf(document)).toEqual([]);
      expect(document['@context']['@base']).toBe('http://127.0.0.1/taxonomy/');
      const said = document['@graph']
        .filter((node) => node['@type'] === 'Concept')
        .map((node) => {
          const prefLabel = node['prefLabel'] as Record<string, string>;
          return [node['notation'], prefLabel['zh'] ?? prefLabel['en'], node['broader'] ?? null];
        });
      const held = taxonomy.service.now
        .all(scheme)
        .map(({ code, name, parent }) => [code, name, parent === null ? null : iri(scheme, parent)]);
      const byCode = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
      expect(said).toEqual(held.sort(byCode));
    },
  );

  it('names the edition, languages, mappings, typical skills and substitutes', async () => {
    const { '@graph': graph } = await fetched('occupation');
    expect(graph[0]).toMatchObject({ '@id': 'occupation.jsonld', '@type': 'ConceptScheme', version: '2026.2' });
    expect(graph.find((node) => node['notation'] === '6-18-02-04')).toMatchObject({
      prefLabel: { zh: '焊工' },
      altLabel: { zh: expect.arrayContaining(['氩弧焊工']) },
      broader: iri('occupation', '6-18-02-00'),
      closeMatch: [iri('isco', '7212')],
      relatedMatch: expect.arrayContaining([iri('skill', 'gas-metal-arc-welding')]),
    });
    const skills = (await fetched('skill'))['@graph'];
    const cnc = skills.find((node) => node['notation'] === 'cnc-turning');
    expect(cnc).toMatchObject({ prefLabel: { zh: '数控车削', en: 'CNC turning' }, altLabel: { en: ['CNC lathe'] } });
    expect(skills.some((node) => list(node['related']).length > 0)).toBe(true);
    const [, esco] = (await fetched('escoOccupation'))['@graph'];
    expect(esco).toMatchObject({
      '@id': 'http://data.europa.eu/esco/o/x',
      prefLabel: { en: 'test welder' },
      broadMatch: [iri('isco', '7212')],
    });
    expect((await fetched('isco'))['@graph'][1]).toMatchObject({
      closeMatch: [iri('occupation', '6-18-02-04')],
      narrowMatch: ['http://data.europa.eu/esco/o/x'],
    });
  });

  it('marks what is retired and says what replaces it; an alias that is a name is left out', async () => {
    const { '@graph': graph } = await fetched('grade');
    const grade = (code: string) => graph.find((node) => node['notation'] === code);
    expect(grade('2')).toMatchObject({ deprecated: true, isReplacedBy: [iri('grade', '1')] });
    expect(grade('4')).toMatchObject({ deprecated: true });
    expect(grade('4')).not.toHaveProperty('isReplacedBy');
    expect(grade('1')).not.toHaveProperty('deprecated');
    expect(grade('1')?.['altLabel']).toEqual({ zh: ['学徒'] });
  });

  it('is made piece by piece, a line a concept', () => {
    const source = { taxonomy: taxonomy.service.now, scheme: 'occupation' as const, base: 'http://x/', edition: null };
    const pieces = [...skosDocument(source)];
    expect(pieces.length).toBe(taxonomy.service.now.all('occupation').length + 2);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(10_000);
  });

  it('that there is not is not found', async () => {
    const { statusCode, body } = await server.inject({ url: '/taxonomy/nothing.jsonld' });
    expect([statusCode, JSON.parse(body).code]).toEqual([404, 'NOT_FOUND']);
  });

  it('that is broken is found out', async () => {
    const document = await fetched('grade');
    const [head, one] = document['@graph'] as [Node, Node];
    const broken = (node: Record<string, unknown>) =>
      faultsOf({ ...document, '@graph': [head, { ...one, ...node } as Node] }).length;
    expect(broken({})).toBe(0);
    expect(broken({ unknown: 1 })).toBeGreaterThan(0);
    expect(broken({ broader: 'nowhere' })).toBeGreaterThan(0);
    expect(broken({ altLabel: { zh: ['学徒工'] } })).toBeGreaterThan(0);
    expect(broken({ inScheme: 'x' })).toBeGreaterThan(0);
  });
});
