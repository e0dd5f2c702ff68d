import type { Scheme } from '../concept.rules.ts';
import type { Taxonomy } from '../taxonomy.rules.ts';
import { wordKey } from './folding.rules.ts';
import { MajorResolver } from './majors.rules.ts';
import { OccupationResolver } from './occupations.rules.ts';
import { NamedResolver } from './others.rules.ts';
import { RegionResolver } from './regions.rules.ts';
import { SkillResolver } from './skills.rules.ts';
import { readTitle, type TitleReading } from './title.rules.ts';
import type { TitleModel } from './title-model.ts';
import type { WordResolver } from './words.rules.ts';

/** The resolvers of one taxonomy, each made when it is first asked for. */
export class WordResolvers {
  private readonly taxonomy: Taxonomy;
  private readonly model: TitleModel | null;
  private readonly made = new Map<Scheme, WordResolver>();
  private regions: RegionResolver | null = null;

  constructor(taxonomy: Taxonomy, model: TitleModel | null) {
    this.taxonomy = taxonomy;
    this.model = model;
  }

  of(scheme: Scheme): WordResolver {
    const known = this.made.get(scheme);
    if (known) return known;
    const resolver = this.make(scheme);
    this.made.set(scheme, resolver);
    return resolver;
  }

  readTitle(text: string): TitleReading {
    return readTitle(text, (part) => this.regionResolver().mentions(part));
  }

  /** Under which key a word of an organization is kept: a title's without pay and offers, which change from row to row. */
  keyOf(scheme: Scheme, text: string): string {
    return wordKey(scheme === 'occupation' ? this.readTitle(text).core : text);
  }

  private make(scheme: Scheme): WordResolver {
    const { taxonomy, model } = this;
    if (scheme === 'occupation') return new OccupationResolver(taxonomy, (text) => this.readTitle(text), model);
    if (scheme === 'region') return this.regionResolver();
    if (scheme === 'major') return new MajorResolver(taxonomy);
    if (scheme === 'skill') return new SkillResolver(taxonomy);
    return new NamedResolver(taxonomy, scheme);
  }

  private regionResolver(): RegionResolver {
    this.regions ??= new RegionResolver(this.taxonomy);
    return this.regions;
  }
}
