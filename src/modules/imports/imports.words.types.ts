import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Concept, MatchKindEnum, type Scheme, SchemeEnum, type TaxonomySource } from '../taxonomy/index.ts';
import type { ImportWord as Word } from './imports.words.ts';

@ObjectType({ description: 'A concept that a word of a file may stand for.' })
export class ImportWordCandidate {
  @Field(() => Concept, { description: 'The concept.' })
  concept!: Concept;

  @Field(() => Float, { description: 'From 0 to 1: of answers at 0.8, four in five are right.' })
  confidence!: number;

  @Field(() => MatchKindEnum, { description: 'By what the word was recognized.' })
  matchedBy!: string;
}

@ObjectType({ description: 'A word of a file that is no code or name, and what it was taken for in all its rows.' })
export class ImportWord {
  @Field(() => SchemeEnum, { description: 'The scheme of the concept.' })
  scheme!: Scheme;

  @Field(() => String, { description: 'The word; a job title without its pay and offers.' })
  text!: string;

  @Field(() => String, { description: 'Header of the column in which it stands first.' })
  column!: string;

  @Field(() => Int, { description: 'How many rows have it.' })
  rows!: number;

  @Field(() => Int, { description: 'Line of the first of them, from 1.' })
  firstRow!: number;

  @Field(() => [Concept], {
    description:
      'What it was taken for, one each part of it; empty where a person has to choose: chooseConcept, then applyImport.',
  })
  concepts!: Concept[];

  @Field(() => Float, { description: 'From 0 to 1, of the least sure of them, or of the best candidate.' })
  confidence!: number;

  @Field(() => MatchKindEnum, { description: 'By what it was recognized.' })
  matchedBy!: string;

  @Field(() => [ImportWordCandidate], { description: 'What it may stand for, best first, at most 5.' })
  candidates!: ImportWordCandidate[];

  static of({ codes, candidates, ...word }: Word, { now }: TaxonomySource): ImportWord {
    const scheme = word.scheme as Scheme;
    const conceptOf = (code: string): Concept[] => {
      const record = now.get(scheme, now.current(scheme, code));
      return record ? [Concept.of(record)] : [];
    };
    return Object.assign(new ImportWord(), {
      ...word,
      concepts: codes.flatMap(conceptOf),
      candidates: candidates.flatMap(({ code, ...candidate }) =>
        conceptOf(code).map((concept) => Object.assign(new ImportWordCandidate(), { ...candidate, concept })),
      ),
    });
  }
}
