import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { Context } from '../../graphql/context.ts';
import { UUID } from '../../graphql/types.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { Import, ImportPage } from './imports.import.types.ts';
import type { ImportMode } from './imports.record.ts';
import type { ImportsService } from './imports.service.ts';
import {
  ImportColumnInput,
  ImportFault,
  ImportKeptRow,
  ImportLeftRow,
  ImportModeEnum,
  ImportsArgs,
} from './imports.types.ts';
import { ImportWord } from './imports.words.types.ts';

const firstText = 'How many, 1 to 100.';

@Resolver(() => Import)
export class ImportsResolver {
  private readonly service: ImportsService;
  private readonly taxonomy: TaxonomySource;

  constructor(service: ImportsService, taxonomy: TaxonomySource) {
    this.service = service;
    this.taxonomy = taxonomy;
  }

  @Allow('import:read')
  @Query(() => Import, {
    nullable: true,
    description: 'One import, with how far it has come; null when there is none of your organization’s with this id.',
  })
  async import(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'Its id.' }) id: string,
  ): Promise<Import | null> {
    const record = await this.service.records.find(actor, id);
    return record && Import.of(record);
  }

  @Allow('import:read')
  @Query(() => ImportPage, { description: 'Imports of your organization, newest first.' })
  async imports(@Ctx() { actor }: Context, @Args(() => ImportsArgs) args: ImportsArgs): Promise<ImportPage> {
    const { first, after = null } = args;
    const kind = args.kind == null ? null : this.service.kind(args.kind).kind;
    const page = await this.service.records.list(actor, { first, after, kind });
    return Object.assign(new ImportPage(), { ...page, items: page.items.map((record) => Import.of(record)) });
  }

  @Allow('import:run')
  @Mutation(() => Import, {
    description:
      'Applies the rows of a dry run without the file, or checks them again with other columns. CONFLICT when they are gone.',
  })
  async applyImport(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'The import, whose status is CHECKED.' }) id: string,
    @Arg('columns', () => [ImportColumnInput], {
      nullable: true,
      description: 'Headers that mean another column than was found; as before when left out.',
    })
    columns: ImportColumnInput[] | null,
    @Arg('mode', () => ImportModeEnum, { nullable: true, description: 'As before when left out.' })
    mode: ImportMode | null,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Whether to check again only.' })
    dryRun: boolean,
  ): Promise<Import> {
    const given = columns && Object.fromEntries(columns.map(({ header, column }) => [header, column ?? '']));
    const said = { columns: given ?? undefined, mode: mode ?? undefined, dryRun };
    return Import.of(await this.service.applyImport(actor, id, said));
  }

  @Allow('import:run')
  @Mutation(() => Import, {
    description:
      'Takes an import back: records that it made are removed, those that it changed are put back. What was touched since, or is referred to, stays and is listed.',
  })
  async undoImport(
    @Ctx() { actor }: Context,
    @Arg('id', () => UUID, { description: 'The import.' }) id: string,
  ): Promise<Import> {
    return Import.of(await this.service.undoImport(actor, id));
  }

  @FieldResolver(() => [ImportFault], {
    description: 'Why rows, or the file as a whole, were refused; first rows first.',
  })
  async faults(
    @Ctx() { loaders }: Context,
    @Root() { id }: Import,
    @Arg('first', () => Int, { defaultValue: 20, description: firstText }) first: number,
  ): Promise<ImportFault[]> {
    return loaders.load(`import.faults:${first}`, id, async (ids) => {
      const found = await this.service.records.faults(ids, first);
      return ids.map((one) => (found.get(one) ?? []).map((fault) => Object.assign(new ImportFault(), fault)));
    });
  }

  @FieldResolver(() => [ImportLeftRow], { description: 'Records that were left as they are; first rows first.' })
  async leftRows(
    @Ctx() { loaders }: Context,
    @Root() { id }: Import,
    @Arg('first', () => Int, { defaultValue: 20, description: firstText }) first: number,
  ): Promise<ImportLeftRow[]> {
    return loaders.load(`import.left:${first}`, id, async (ids) => {
      const found = await this.service.records.left(ids, first);
      return ids.map((one) => (found.get(one) ?? []).map((row) => Object.assign(new ImportLeftRow(), row)));
    });
  }

  @FieldResolver(() => [ImportKeptRow], {
    description: 'Records that stayed when the import was undone; first rows first.',
  })
  async keptRows(
    @Ctx() { loaders }: Context,
    @Root() { id }: Import,
    @Arg('first', () => Int, { defaultValue: 20, description: firstText }) first: number,
  ): Promise<ImportKeptRow[]> {
    return loaders.load(`import.kept:${first}`, id, async (ids) => {
      const found = await this.service.records.kept(ids, first);
      return ids.map((one) => (found.get(one) ?? []).map((row) => Object.assign(new ImportKeptRow(), row)));
    });
  }

  @FieldResolver(() => [ImportWord], {
    description:
      'Words that were no codes or names, and what they were taken for: those that a person has to choose first, then those of most rows.',
  })
  async words(
    @Ctx() { loaders }: Context,
    @Root() { id }: Import,
    @Arg('first', () => Int, { defaultValue: 20, description: firstText }) first: number,
    @Arg('open', () => Boolean, {
      nullable: true,
      description: 'true: only those that a person has to choose; false: only the others.',
    })
    open: boolean | null,
  ): Promise<ImportWord[]> {
    return loaders.load(`import.words:${first}:${open}`, id, async (ids) => {
      const found = await this.service.records.words(ids, open ?? null, first);
      return ids.map((one) => (found.get(one) ?? []).map((word) => ImportWord.of(word, this.taxonomy)));
    });
  }

  @FieldResolver(() => Int, { description: 'How many words a person has to choose.' })
  async openWordCount(@Ctx() { loaders }: Context, @Root() { id }: Import): Promise<number> {
    return loaders.load('import.openWords', id, async (ids) => {
      const counts = await this.service.records.wordCounts(ids);
      return ids.map((one) => counts.get(one)?.open ?? 0);
    });
  }
}
