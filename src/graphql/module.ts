import type { FastifyInstance } from 'fastify';
import type { ConceptUses } from '../platform/db/concept-uses.ts';
import type { ImportKind } from '../platform/files/import-kind.ts';
import type { SearchPart } from '../platform/search/document.ts';

/** What a module gives to the whole: its manifest, returned by its door. */
export interface Module {
  name: string;
  /** Instances of its resolver classes. */
  resolvers: readonly object[];
  searchParts?: readonly SearchPart[];
  /** Kinds of files that it reads. */
  imports?: readonly ImportKind[];
  /** Where its records name concepts of the taxonomy. */
  conceptUses?: readonly ConceptUses[];
  /** HTTP routes beside GraphQL, such as a download. */
  routes?(server: FastifyInstance): void;
}
