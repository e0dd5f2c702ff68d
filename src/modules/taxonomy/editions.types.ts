import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/types.ts';
import type { EditionLine } from './editions.service.ts';
import { Concept, SchemeEnum } from './taxonomy.types.ts';

@ObjectType({ description: 'A scheme as an edition holds it.' })
export class EditionScheme {
  @Field(() => SchemeEnum, { description: 'The scheme.' })
  scheme!: keyof typeof SchemeEnum;

  @Field(() => Int, { description: 'How many concepts the edition has in it.' })
  concepts!: number;

  @Field(() => Boolean, { description: 'Whether the scheme stands at this edition today.' })
  isCurrent!: boolean;
}

@ObjectType({
  description:
    'An edition of the taxonomy that was loaded. It never changes under its name; it holds some schemes whole and leaves the others as they are.',
})
export class TaxonomyEdition {
  @Field(() => String, { description: 'Its name, such as 2026.2.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Where its content comes from, in a few words.' })
  source!: string | null;

  @Field(() => DateTime, { description: 'When it was loaded first.' })
  loadedAt!: Date;

  @Field(() => Boolean, { description: 'Whether any scheme stands at it today.' })
  isCurrent!: boolean;

  @Field(() => [EditionScheme], { description: 'The schemes that it holds, with their counts.' })
  schemes!: EditionScheme[];

  static of({ edition, source, loadedAt, currentFor, counts }: EditionLine): TaxonomyEdition {
    const schemes = counts.map((row) => Object.assign(new EditionScheme(), row));
    return Object.assign(new TaxonomyEdition(), {
      name: edition,
      source,
      loadedAt,
      isCurrent: currentFor.length > 0,
      schemes,
    });
  }
}

@ObjectType({ description: 'What a concept is to one of another scheme, as in SKOS.' })
export class ConceptMapping {
  @Field(() => String, {
    description: 'exact; close; broad, when the other concept is the broader one; narrow, when it is the narrower one.',
  })
  relation!: string;

  @Field(() => Concept, { description: 'The concept of the other scheme.' })
  concept!: Concept;
}
