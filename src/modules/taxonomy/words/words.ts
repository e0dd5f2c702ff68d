import type { Db } from '../../../platform/db/db.ts';
import type { Embedder } from '../../../platform/embedder.ts';
import type { Log } from '../../../platform/log.ts';
import type { TaxonomySource } from '../taxonomy.service.ts';
import { OrganizationAliasService, type RecordWrite } from './aliases.service.ts';
import { WordAnswers } from './answers.ts';
import { Reranker } from './embedding.ts';
import { type WordOwner, WordReader } from './reader.ts';
import type { TitleModel } from './title-model.ts';
import { WordResolver } from './words.resolver.ts';
import { WordService } from './words.service.ts';

/** What words need from outside of this module. */
export interface WordParts {
  /** Writes the audit entry of a change, in its transaction. */
  record: RecordWrite;
  /** Learned from labelled titles; without it titles are known by name and likeness alone. */
  titleModel?: TitleModel | null | undefined;
  /** Ranks anew by meaning what was found by likeness. */
  embedding?: { embedder: Embedder; timeoutMs: number; log: Pick<Log, 'warn'> } | null | undefined;
}

export interface Words {
  service: WordService;
  aliases: OrganizationAliasService;
  resolver: WordResolver;
  /** One for each file. */
  reader(owner: WordOwner): WordReader;
}

export function wireWords(db: Db, taxonomy: TaxonomySource, { record, titleModel, embedding }: WordParts): Words {
  const reranker = embedding ? new Reranker(embedding) : null;
  const service = new WordService({ db, taxonomy, titleModel: titleModel ?? null, reranker });
  const aliases = new OrganizationAliasService(db, taxonomy, service, record);
  const answers = new WordAnswers(service, taxonomy);
  return {
    service,
    aliases,
    resolver: new WordResolver(answers, aliases),
    reader: (owner) => new WordReader(service, owner),
  };
}
