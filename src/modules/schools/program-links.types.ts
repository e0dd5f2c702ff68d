import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Day } from '../../graphql/types.ts';
import type { DayNumber } from '../../kernel/day.ts';
import type { LinkSource, OccupationLink } from './program-links.rules.ts';

export const LinkSourceEnum = { STANDARD: 'STANDARD', OUTCOME: 'OUTCOME', MANUAL: 'MANUAL' } as const satisfies {
  [S in LinkSource]: S;
};
registerEnumType(LinkSourceEnum, {
  name: 'LinkSource',
  description: 'Where a link from a program or major to an occupation comes from.',
  valuesConfig: {
    STANDARD: { description: 'The standard of the major.' },
    OUTCOME: { description: 'Where graduates of the program went.' },
    MANUAL: { description: 'Set by hand; counts before the others.' },
  },
});

@ObjectType({ description: 'That a program or a major leads to an occupation, and how much of it.' })
export class OccupationShare {
  @Field(() => Float, {
    description: 'Share of the graduates, above 0 and up to 1; those in force together add up to at most 1.',
  })
  weight!: number;

  @Field(() => LinkSourceEnum, { description: 'Where the link comes from.' })
  source!: LinkSource;

  code!: string;

  static of({
    occupation,
    weightBp,
    source,
  }: {
    occupation: string;
    weightBp: number;
    source: LinkSource;
  }): OccupationShare {
    return Object.assign(new OccupationShare(), { weight: weightBp / 10_000, source, code: occupation });
  }
}

@ObjectType({ description: 'A link that a program keeps itself, of any day, as it was given.' })
export class OwnLink extends OccupationShare {
  @Field(() => Day, { description: 'The first day on which it holds.' })
  validFrom!: DayNumber;

  @Field(() => Day, { nullable: true, description: 'The last day on which it holds; null is for good.' })
  validTo!: DayNumber | null;

  static override of(link: OccupationLink): OwnLink {
    return Object.assign(new OwnLink(), OccupationShare.of(link), { validFrom: link.validFrom, validTo: link.validTo });
  }
}
