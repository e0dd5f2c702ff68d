import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime, UUID } from '../../graphql/types.ts';
import type { ImportMode, ImportRecord, ImportStatus } from './imports.record.ts';
import { ImportedColumn, ImportModeEnum, ImportNote, ImportStatusEnum } from './imports.types.ts';

@ObjectType({ description: 'One file that was imported, checked or tried.' })
export class Import {
  @Field(() => UUID, { description: 'UUIDv7; sorts by the time the import began.' })
  id!: string;

  @Field(() => String, { description: 'talents, positions, catalogs, schools or programs.' })
  kind!: string;

  @Field(() => ImportModeEnum, { description: 'Whether one refused row refuses the file.' })
  mode!: ImportMode;

  @Field(() => Boolean, { description: 'Whether it only says what it would do.' })
  dryRun!: boolean;

  @Field(() => ImportStatusEnum, { description: 'How far it has come.' })
  status!: ImportStatus;

  @Field(() => String, { description: 'Name of the file, as it was given.' })
  fileName!: string;

  @Field(() => String, { nullable: true, description: 'CSV or XLSX; null until it is known.' })
  format!: string | null;

  @Field(() => String, { nullable: true, description: 'Encoding of a CSV file, such as GB18030.' })
  encoding!: string | null;

  @Field(() => String, { nullable: true, description: 'Sheet of a workbook.' })
  sheet!: string | null;

  @Field(() => [ImportedColumn], { description: 'The columns of the file as they were read; at most some hundreds.' })
  columns!: ImportedColumn[];

  @Field(() => [String], {
    description:
      'Names of the columns of which the records’ numbers are made, where the file has no column of numbers; else empty.',
  })
  keyMadeOf!: string[];

  @Field(() => Int, { description: 'Rows that were read off the file so far, titles and header among them.' })
  rowsLoaded!: number;

  @Field(() => Int, { description: 'Rows of the table that were gone through so far.' })
  rowsApplied!: number;

  @Field(() => Int, { description: 'Records made; of a dry run, those that would be.' })
  created!: number;

  @Field(() => Int, { description: 'Records changed, or that would be.' })
  updated!: number;

  @Field(() => Int, { description: 'Rows that say what is there already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Records left as they are, such as those that their person has claimed.' })
  left!: number;

  @Field(() => Int, { description: 'Rows refused, and faults of the file as a whole.' })
  refused!: number;

  @Field(() => [ImportNote], {
    description: 'What was made of cells, of which their writer should know; the first 100.',
  })
  notes!: ImportNote[];

  @Field(() => Int, { description: 'How many such notes there are.' })
  noteCount!: number;

  @Field(() => String, { nullable: true, description: 'Why it ended early, where no row is at fault.' })
  error!: string | null;

  @Field(() => Int, { description: 'Of one that was undone: records removed.' })
  erased!: number;

  @Field(() => Int, { description: 'Of one that was undone: records put back as they were.' })
  restored!: number;

  @Field(() => Int, { description: 'Of one that was undone: records that stayed, being touched or referred to.' })
  kept!: number;

  @Field(() => DateTime, { description: 'When it began.' })
  startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  finishedAt!: Date | null;

  static of(record: ImportRecord): Import {
    const { columnMap, noted, notes, ...rest } = record;
    return Object.assign(new Import(), {
      ...rest,
      keyMadeOf: columnMap?.keyMadeOf ?? [],
      columns: (columnMap?.columns ?? []).map((column) => Object.assign(new ImportedColumn(), column)),
      notes: notes.map((note) => Object.assign(new ImportNote(), note)),
      noteCount: noted,
    });
  }
}

@ObjectType({ description: 'A page of imports.' })
export class ImportPage {
  @Field(() => [Import], { description: 'The imports, newest first.' })
  items!: Import[];

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null at the end.' })
  nextCursor!: string | null;
}
