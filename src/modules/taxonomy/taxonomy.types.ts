import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type ConceptRecord, schemes } from './concept.rules.ts';

export const SchemeEnum = Object.fromEntries(schemes.map((scheme) => [scheme, scheme])) as {
  [S in (typeof schemes)[number]]: S;
};
registerEnumType(SchemeEnum, {
  name: 'Scheme',
  description: 'A concept scheme of the taxonomy.',
  valuesConfig: {
    occupation: { description: 'Occupations 职业分类大典 2022: 1 大类, 2 中类, 3 小类, 4 细类.' },
    major: { description: 'Majors: 1 学科门类 / 专业大类, 2 专业类, 3 专业; bachelor and vocational.' },
    region: { description: 'Regions GB/T 2260: 1 province, 2 city, 3 district.' },
    industry: { description: 'Industries GB/T 4754: 1 门类, 2 大类.' },
    skill: { description: 'Skills: 1 group, 2 skill.' },
    licence: { description: 'Licences, some of which the law demands for an occupation.' },
    grade: { description: 'Skill grades 技能等级 1–8, from 学徒工 to 首席技师.' },
    education: { description: 'Education levels 1–6, from 初中及以下 to 博士.' },
    titleSeries: { description: 'Series of professional titles 职称系列.' },
    isco: { description: 'ISCO-08 of the ILO, when it was loaded: 1 major to 4 unit groups.' },
    escoOccupation: { description: 'Occupations of ESCO, when it was loaded.' },
    escoSkill: { description: 'Skills of ESCO, when it was loaded.' },
    onetOccupation: { description: 'Occupations of O*NET-SOC, when it was loaded.' },
    onetSkill: { description: 'Skills of O*NET, when it was loaded.' },
  },
});

@ObjectType({
  description: 'A coded concept of a scheme; its level is part of its identity and is never read off its code.',
})
export class Concept {
  @Field(() => SchemeEnum, { description: 'The scheme that the code belongs to.' })
  scheme!: keyof typeof SchemeEnum;

  @Field(() => String, { description: 'The code, unique in its scheme.' })
  code!: string;

  @Field(() => Int, { description: 'The level in the scheme, 1 the coarsest.' })
  level!: number;

  @Field(() => String, { description: 'The name in Chinese.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The name in English, where there is one.' })
  nameEn!: string | null;

  @Field(() => [String], { description: 'Other names by which the concept is found.' })
  aliases!: string[];

  @Field(() => String, { description: 'The edition of the taxonomy in which the concept first stood.' })
  edition!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The edition that retired the concept; null while it is in use.',
  })
  retiredIn!: string | null;

  record!: ConceptRecord;

  static of(record: ConceptRecord): Concept {
    return Object.assign(new Concept(), record, { record });
  }
}

@ObjectType({ description: 'A page of concepts.' })
export class ConceptPage {
  @Field(() => [Concept], { description: 'The concepts, best first when a text was asked, else by code.' })
  items!: Concept[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;

  @Field(() => Int, { description: 'How many concepts fit in all.' })
  totalCount!: number;
}
