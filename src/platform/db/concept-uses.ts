import type { Prisma } from '../../generated/prisma/client.ts';

/**
 * Where the records of a kind name concepts: counted before an edition of the taxonomy is switched to, and projected
 * again after. A module gives it in its manifest, for the taxonomy knows no records.
 */
export interface ConceptUses {
  /** What the records are, as `recordChange` names them. */
  kind: string;
  /** A query for rows (scheme text, code text, id uuid): what each record that is not archived names, repeats allowed. */
  rows: Prisma.Sql;
}
