import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, UUID } from '../../graphql/types.ts';
import type { EngineStatus } from '../../platform/search/engine.ts';

export enum SearchEngineName {
  POSTGRESQL = 'POSTGRESQL',
  MEILISEARCH = 'MEILISEARCH',
}

registerEnumType(SearchEngineName, {
  name: 'SearchEngineName',
  description: 'Software that finds and counts records.',
  valuesConfig: {
    POSTGRESQL: { description: 'The database itself, with nothing beside it.' },
    MEILISEARCH: { description: 'Meilisearch, on one server or several.' },
  },
});

@ObjectType({ description: 'One search index.' })
export class SearchIndexStatus {
  @Field(() => String, { description: 'What its documents stand for: talent, position, occupation or program.' })
  index!: string;

  @Field(() => Int, { description: 'Documents that it should hold.' })
  documents!: number;

  @Field(() => Float, { description: 'Grows with each document that is made; the last one that the engine has.' })
  sequence!: number;

  @Field(() => Int, { description: 'How many of its documents are set aside.' })
  setAside!: number;
}

@ObjectType({
  description:
    'A search document that could not be made, or that the engine refused. The one before stays in use until the record is changed or the document is tried again.',
})
export class SetAsideSearchDocument {
  @Field(() => String, { description: 'The index: talent, position, occupation or program.' })
  index!: string;

  @Field(() => UUID, { description: 'The record that it stands for.' })
  id!: string;

  @Field(() => String, { description: 'What was said against it.' })
  error!: string;

  @Field(() => DateTime, { description: 'When it was tried last.' })
  at!: Date;
}

@ObjectType({ description: 'How lists, matches and maps are found, and how far that is behind what was written.' })
export class SearchStatus {
  @Field(() => SearchEngineName, { description: 'What answers.' })
  engine!: EngineStatus['engine'];

  @Field(() => String, { nullable: true, description: 'Its version; null where it has not been reached yet.' })
  version!: string | null;

  @Field(() => Int, { description: 'Changes that are written and cannot be found yet. 0 at rest.' })
  lagRows!: number;

  @Field(() => Float, { description: 'Age of the oldest of them, in seconds; 0 when there is none.' })
  lagSeconds!: number;

  @Field(() => String, { nullable: true, description: 'Why changes do not reach the engine; null while they do.' })
  lastError!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that happened last; null while there is no error.' })
  lastErrorAt!: Date | null;

  @Field(() => [SearchIndexStatus], { description: 'Each index.' })
  indexes!: SearchIndexStatus[];

  @Field(() => [SetAsideSearchDocument], { description: 'The latest 100 documents that are set aside, newest first.' })
  setAside!: SetAsideSearchDocument[];

  static of({ failure, ...status }: EngineStatus): SearchStatus {
    return Object.assign(new SearchStatus(), {
      ...status,
      lastError: failure?.message ?? null,
      lastErrorAt: failure?.at ?? null,
    });
  }
}
