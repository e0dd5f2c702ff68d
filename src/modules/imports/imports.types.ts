import { ArgsType, Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs, UUID } from '../../graphql/types.ts';
import type { Mapping } from './imports.column-map.ts';
import type { ImportMode, ImportStatus } from './imports.record.ts';

export const ImportStatusEnum = {
  LOADING: 'LOADING',
  CHECKED: 'CHECKED',
  APPLYING: 'APPLYING',
  DONE: 'DONE',
  FAILED: 'FAILED',
  UNDONE: 'UNDONE',
} as const satisfies { [K in ImportStatus]: K };
registerEnumType(ImportStatusEnum, {
  name: 'ImportStatus',
  description: 'How far an import has come.',
  valuesConfig: {
    LOADING: { description: 'Its file is being read, or it waits for another one of its kind.' },
    CHECKED: { description: 'A dry run has ended; within 24 hours it can be applied without the file.' },
    APPLYING: { description: 'Its rows become records, or are checked.' },
    DONE: { description: 'All that could be written is written.' },
    FAILED: { description: 'It was refused or broke off; in mode ALL nothing is written.' },
    UNDONE: { description: 'It was taken back.' },
  },
});

export const ImportModeEnum = { ALL: 'ALL', PARTIAL: 'PARTIAL' } as const satisfies { [K in ImportMode]: K };
registerEnumType(ImportModeEnum, {
  name: 'ImportMode',
  description: 'What a refused row means for the others.',
  valuesConfig: {
    ALL: { description: 'All rows are written, or none.' },
    PARTIAL: { description: 'The good rows are written, the refused ones left out.' },
  },
});

export const ColumnMappingEnum = {
  GIVEN: 'GIVEN',
  REMEMBERED: 'REMEMBERED',
  NAME: 'NAME',
  ALIAS: 'ALIAS',
  GUESSED: 'GUESSED',
  CONTENT: 'CONTENT',
  UNUSED: 'UNUSED',
} as const satisfies { [K in Mapping]: K };
registerEnumType(ColumnMappingEnum, {
  name: 'ColumnMapping',
  description: 'How a column of a file came to what it is read as.',
  valuesConfig: {
    GIVEN: { description: 'The caller said so.' },
    REMEMBERED: { description: 'So it was in an earlier file of the organization.' },
    NAME: { description: 'Its header is the column’s name.' },
    ALIAS: { description: 'Its header is another word for the column.' },
    GUESSED: { description: 'Its header resembles the column’s words.' },
    CONTENT: { description: 'It has no header; what stands in it looks so.' },
    UNUSED: { description: 'It is left out.' },
  },
});

@ObjectType({ description: 'One column of an imported file, and what it was read as.' })
export class ImportedColumn {
  @Field(() => Int, { description: 'Place in the file, from 1.' })
  place!: number;

  @Field(() => String, { description: 'Header as the file writes it; empty where it has none.' })
  header!: string;

  @Field(() => String, { nullable: true, description: 'Name of the column that it was read as; null when left out.' })
  column!: string | null;

  @Field(() => ColumnMappingEnum, { description: 'How it came to that.' })
  how!: Mapping;

  @Field(() => Float, { description: 'How sure that is, 0 to 1; 0 for one that is left out.' })
  confidence!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What one that is left out could be, by its header or what stands in it.',
  })
  proposed!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is left out.' })
  why!: string | null;
}

@ObjectType({ description: 'One reason why a file or a row of it was not taken.' })
export class ImportFault {
  @Field(() => String, { description: 'Error code, such as BAD_INPUT or FORBIDDEN.' })
  code!: string;

  @Field(() => String, { description: 'What is wrong.' })
  message!: string;

  @Field(() => Int, { nullable: true, description: 'Line of the file, from 1; null for the file as a whole.' })
  row!: number | null;

  @Field(() => String, { nullable: true, description: 'Header of the column as the file writes it.' })
  column!: string | null;

  @Field(() => String, { nullable: true, description: 'What stands in the cell, at most 60 characters.' })
  value!: string | null;

  @Field(() => String, { nullable: true, description: 'How to mend it.' })
  cure!: string | null;
}

@ObjectType({ description: 'What was made of a cell, of which its writer should know; the row is taken.' })
export class ImportNote {
  @Field(() => Int, { description: 'Line of the file, from 1.' })
  row!: number;

  @Field(() => String, { description: 'Header of the column.' })
  column!: string;

  @Field(() => String, { description: 'What stands in the cell, at most 60 characters.' })
  value!: string;

  @Field(() => String, { description: 'What was made of it.' })
  message!: string;
}

@ObjectType({ description: 'A record that a file names and that was left as it is.' })
export class ImportLeftRow {
  @Field(() => Int, { description: 'Line of the file, from 1.' })
  row!: number;

  @Field(() => String, { description: 'The record’s number in the file.' })
  key!: string;

  @Field(() => String, { description: 'Why, such as that the person keeps the record now.' })
  reason!: string;
}

@ObjectType({
  description:
    'What stayed when an import was undone: a record, or what undone records belonged to, such as an employer or a catalog.',
})
export class ImportKeptRow {
  @Field(() => Int, { description: 'Line of the file, from 1.' })
  row!: number;

  @Field(() => UUID, { description: 'Id of the record, organization or catalog.' })
  id!: string;

  @Field(() => String, { description: 'Why, such as that it was changed after the import.' })
  reason!: string;
}

@InputType({ description: 'Which column a header of a file means.' })
export class ImportColumnInput {
  @Field(() => String, { description: 'The header as the file writes it, or its place from 1.' })
  header!: string;

  @Field(() => String, { nullable: true, description: 'Name or header of the column; null leaves the header out.' })
  column?: string | null;
}

@ArgsType()
export class ImportsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only this kind: talents, positions, catalogs, schools, programs.',
  })
  kind?: string | null;
}
