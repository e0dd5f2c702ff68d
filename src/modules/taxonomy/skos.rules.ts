import { type ConceptRecord, type OccupationScheme, type Scheme, skillSchemes } from './concept.rules.ts';
import type { Taxonomy } from './taxonomy.rules.ts';

/** Schemes whose names are English; all others name their concepts in Chinese. */
const englishSchemes: ReadonlySet<Scheme> = new Set([
  'isco',
  'escoOccupation',
  'escoSkill',
  'onetOccupation',
  'onetSkill',
]);

const link = (id: string) => ({ '@id': id, '@type': '@id' });
const label = (id: string) => ({ '@id': id, '@container': '@language' });

/** The terms of the document: SKOS, and of OWL and Dublin Core what SKOS has no word for. */
export function skosContext(base: string): Record<string, unknown> {
  return {
    '@base': base,
    skos: 'http://www.w3.org/2004/02/skos/core#',
    dct: 'http://purl.org/dc/terms/',
    owl: 'http://www.w3.org/2002/07/owl#',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
    Concept: 'skos:Concept',
    ConceptScheme: 'skos:ConceptScheme',
    prefLabel: label('skos:prefLabel'),
    altLabel: label('skos:altLabel'),
    notation: 'skos:notation',
    inScheme: link('skos:inScheme'),
    topConceptOf: link('skos:topConceptOf'),
    broader: link('skos:broader'),
    narrower: link('skos:narrower'),
    related: link('skos:related'),
    exactMatch: link('skos:exactMatch'),
    closeMatch: link('skos:closeMatch'),
    broadMatch: link('skos:broadMatch'),
    narrowMatch: link('skos:narrowMatch'),
    relatedMatch: link('skos:relatedMatch'),
    deprecated: { '@id': 'owl:deprecated', '@type': 'xsd:boolean' },
    isReplacedBy: link('dct:isReplacedBy'),
    title: label('dct:title'),
    source: 'dct:source',
    version: 'owl:versionInfo',
  };
}

export interface SkosScheme {
  scheme: Scheme;
  title: { zh: string; en: string };
  /** The edition that it stands at; null before any was loaded. */
  edition: string | null;
  source: string | null;
}

export function schemeIri(scheme: Scheme): string {
  return `${scheme}.jsonld`;
}

/** A concept's own address where its publisher has given it one (ESCO), else a place in the scheme's document. */
export function conceptIri({
  scheme,
  code,
  attributes,
}: Pick<ConceptRecord, 'scheme' | 'code' | 'attributes'>): string {
  return attributes['uri'] ?? `${schemeIri(scheme)}#${encodeURIComponent(code)}`;
}

export function schemeNode({ scheme, title, edition, source }: SkosScheme): Record<string, unknown> {
  return {
    '@id': schemeIri(scheme),
    '@type': 'ConceptScheme',
    title,
    ...(edition === null ? {} : { version: edition }),
    ...(source === null ? {} : { source }),
  };
}

export function conceptNode(taxonomy: Taxonomy, concept: ConceptRecord): Record<string, unknown> {
  const { scheme, code, parent, retiredIn, successors } = concept;
  const isRetired = retiredIn !== null;
  const coarser = parent === null ? null : taxonomy.get(scheme, parent);
  return filled({
    '@id': conceptIri(concept),
    '@type': 'Concept',
    notation: code,
    ...labels(concept),
    inScheme: schemeIri(scheme),
    topConceptOf: parent === null && !isRetired ? schemeIri(scheme) : null,
    broader: coarser && conceptIri(coarser),
    narrower: taxonomy.children(scheme, code).map(conceptIri),
    related: isRetired ? [] : substitutes(taxonomy, concept).map(conceptIri),
    relatedMatch: isRetired ? [] : skills(taxonomy, concept).map(conceptIri),
    ...matches(taxonomy, concept),
    deprecated: isRetired ? true : null,
    isReplacedBy: successors.flatMap((one) => taxonomy.get(scheme, one) ?? []).map(conceptIri),
  });
}

type Labels = Record<string, string[]>;

/** One preferred label a language; an alternative is never a preferred one, as SKOS demands. */
function labels({ scheme, name, nameEn, aliases }: ConceptRecord): Record<string, unknown> {
  const isEnglish = englishSchemes.has(scheme);
  const english = isEnglish ? name : nameEn;
  const prefLabel = { ...(isEnglish ? {} : { zh: name }), ...(english === null ? {} : { en: english }) };
  const altLabel: Labels = {};
  for (const alias of aliases) {
    const language = /\p{Script=Han}/u.test(alias) ? 'zh' : 'en';
    if (alias !== name && alias !== english) altLabel[language] = [...(altLabel[language] ?? []), alias];
  }
  return { prefLabel, altLabel: Object.keys(altLabel).length === 0 ? null : altLabel };
}

/** Skills that stand in for it across groups: what SKOS calls related is neither broader nor narrower. */
function substitutes(taxonomy: Taxonomy, { scheme, code, parent }: ConceptRecord): ConceptRecord[] {
  const adjacent = scheme === 'skill' ? [...taxonomy.adjacentSkills(code)].sort() : [];
  return adjacent
    .flatMap((one) => taxonomy.get('skill', one) ?? [])
    .filter((one) => one.code !== parent && one.parent !== code && (parent === null || one.parent !== parent));
}

function skills(taxonomy: Taxonomy, { scheme, code }: ConceptRecord): ConceptRecord[] {
  if (!(scheme in skillSchemes)) return [];
  const occupations = scheme as OccupationScheme;
  return taxonomy
    .typicalSkills(code, occupations)
    .flatMap((skill) => taxonomy.get(skillSchemes[occupations], skill) ?? []);
}

function matches(taxonomy: Taxonomy, { scheme, code }: ConceptRecord): Labels {
  const found: Labels = {};
  for (const { relation, scheme: to, code: other } of taxonomy.mappings(scheme, code)) {
    const concept = taxonomy.get(to, other);
    if (concept) found[`${relation}Match`] = [...(found[`${relation}Match`] ?? []), conceptIri(concept)];
  }
  return found;
}

/** Without what is empty: JSON-LD says nothing by leaving out. */
function filled(node: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}
