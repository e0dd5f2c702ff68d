import { keyOf, type Scheme } from './concept.rules.ts';
import type { EditionRecord } from './editions.store.ts';
import { conceptNode, schemeNode, skosContext } from './skos.rules.ts';
import type { Taxonomy } from './taxonomy.rules.ts';

/** What a scheme is called in the documents that leave the house. */
const titles: Record<Scheme, { zh: string; en: string }> = {
  occupation: { zh: '职业', en: 'Occupations' },
  major: { zh: '专业', en: 'Majors' },
  region: { zh: '行政区划', en: 'Regions' },
  industry: { zh: '行业', en: 'Industries' },
  skill: { zh: '技能', en: 'Skills' },
  licence: { zh: '证照', en: 'Licences' },
  grade: { zh: '技能等级', en: 'Skill grades' },
  education: { zh: '学历层次', en: 'Education levels' },
  titleSeries: { zh: '职称系列', en: 'Series of professional titles' },
  isco: { zh: '国际标准职业分类', en: 'ISCO-08' },
  escoOccupation: { zh: '欧洲职业分类', en: 'ESCO occupations' },
  escoSkill: { zh: '欧洲技能分类', en: 'ESCO skills' },
  onetOccupation: { zh: '美国职业信息网职业', en: 'O*NET occupations' },
  onetSkill: { zh: '美国职业信息网技能', en: 'O*NET skills' },
};

export interface SkosSource {
  taxonomy: Taxonomy;
  scheme: Scheme;
  /** Address below which the documents of all schemes lie; with a slash at its end. */
  base: string;
  edition: Pick<EditionRecord, 'edition' | 'source'> | null;
}

/** A scheme as SKOS in JSON-LD, piece by piece: a line a concept, by code, retired ones too. */
export function* skosDocument({ taxonomy, scheme, base, edition }: SkosSource): Generator<string> {
  const head = schemeNode({
    scheme,
    title: titles[scheme],
    edition: edition?.edition ?? null,
    source: edition?.source ?? null,
  });
  yield `{"@context":${JSON.stringify(skosContext(base))},\n"@graph":[\n${JSON.stringify(head)}`;
  const concepts = taxonomy.all(scheme).sort((a, b) => (keyOf(scheme, a.code) < keyOf(scheme, b.code) ? -1 : 1));
  for (const concept of concepts) yield `,\n${JSON.stringify(conceptNode(taxonomy, concept))}`;
  yield '\n]}\n';
}
