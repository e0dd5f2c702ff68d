import { Field, InputType } from 'type-graphql';
import { UUID } from '../../../graphql/types.ts';
import type { Scheme } from '../concept.rules.ts';
import { SchemeEnum } from '../taxonomy.types.ts';

@InputType({ description: 'What a word is to stand for.' })
export class ConceptChoiceInput {
  @Field(() => SchemeEnum, { description: 'The scheme of the concept.' })
  scheme!: Scheme;

  @Field(() => String, {
    description: 'The word as it stands in the rows, up to 500 characters; a job title may have its pay and offers.',
  })
  text!: string;

  @Field(() => String, { description: 'Code of the concept.' })
  code!: string;

  @Field(() => UUID, { nullable: true, description: 'The organization; your own when left out.' })
  organization?: string | null;
}
