import { Pay } from '../../../graphql/types.ts';
import { type Actor, organizationOf } from '../../../kernel/actor.ts';
import { badInput } from '../../../kernel/errors.ts';
import type { Scheme } from '../concept.rules.ts';
import type { TaxonomySource } from '../taxonomy.service.ts';
import { Concept } from '../taxonomy.types.ts';
import type { TitleReading } from './title.rules.ts';
import type { Candidate, Hints } from './words.rules.ts';
import type { ResolutionRecord, WordService } from './words.service.ts';
import { MajorResolution, RegionResolution, Resolution, SkillResolution, TitleFacts } from './words.types.ts';

const mostCandidates = 20;
const mostSkills = 50;

/** What callers ask of words, in the shapes of the contract; the actor's organization brings its own words. */
export class WordAnswers {
  private readonly words: WordService;
  private readonly taxonomy: TaxonomySource;

  constructor(words: WordService, taxonomy: TaxonomySource) {
    this.words = words;
    this.taxonomy = taxonomy;
  }

  async occupations(actor: Actor, texts: readonly string[], limit: number): Promise<Resolution[]> {
    const found = await this.ask(actor, 'occupation', texts, limit, mostCandidates);
    return found.map((one) => {
      const title = titleFacts(this.words.readTitle(one.text));
      return Object.assign(new Resolution(), { ...this.shaped('occupation', 'occupation', one), title });
    });
  }

  async majors(actor: Actor, texts: readonly string[], limit: number, hints: Hints): Promise<MajorResolution[]> {
    const { education } = hints;
    if (education != null && !(Number.isInteger(education) && education >= 1 && education <= 6)) {
      throw badInput('education', 'A level of education is a whole number from 1 to 6.');
    }
    const found = await this.ask(actor, 'major', texts, limit, mostCandidates, hints);
    return found.map((one) => Object.assign(new MajorResolution(), this.shaped('major', 'major', one)));
  }

  async regions(
    actor: Actor,
    texts: readonly string[],
    limit: number,
    within: string | null | undefined,
  ): Promise<RegionResolution[]> {
    const region = within == null ? null : this.taxonomy.now.check('region', within, 'within');
    const found = await this.ask(actor, 'region', texts, limit, mostCandidates, { region });
    return found.map((one) => Object.assign(new RegionResolution(), this.shaped('region', 'region', one)));
  }

  async skills(actor: Actor, texts: readonly string[], limit: number): Promise<SkillResolution[]> {
    const found = await this.ask(actor, 'skill', texts, limit, mostSkills);
    return found.map((one) => Object.assign(new SkillResolution(), this.shaped('skill', 'skill', one)));
  }

  concept(scheme: Scheme, code: string): Concept | null {
    const { now } = this.taxonomy;
    const record = now.get(scheme, now.current(scheme, code));
    return record && Concept.of(record);
  }

  private ask(
    actor: Actor,
    scheme: Scheme,
    texts: readonly string[],
    limit: number,
    most: number,
    hints: Hints = {},
  ): Promise<ResolutionRecord[]> {
    const organizationId = organizationOf(actor)?.id ?? null;
    return this.words.resolveAsked({ scheme, texts, limit, organizationId, hints }, most);
  }

  /** @param noun the field of the candidate that holds the concept */
  private shaped(scheme: Scheme, noun: string, { candidates, ...record }: ResolutionRecord): object {
    const shaped = candidates.flatMap((candidate: Candidate) => {
      const concept = this.concept(scheme, candidate.code);
      return concept ? [{ ...candidate, [noun]: concept }] : [];
    });
    return { ...record, candidates: shaped };
  }
}

/** Said in yuan, kept in fen. */
function titleFacts({ core, pay, grade, headcount, places }: TitleReading): TitleFacts {
  const fen = (yuan: number | null) => (yuan === null ? null : yuan * 100);
  const said = pay && Object.assign(new Pay(), { from: fen(pay.from), to: fen(pay.to) });
  return Object.assign(new TitleFacts(), { core, pay: said, grade, headcount, places });
}
