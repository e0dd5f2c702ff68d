import { Prisma } from '../../generated/prisma/client.ts';
import type { ConceptUses } from '../../platform/db/concept-uses.ts';

/** Where shortage catalogs and their entries name concepts: each entry counts, for each is mapped by hand. */
export const catalogConcepts: readonly ConceptUses[] = [
  {
    kind: 'catalog',
    rows: Prisma.sql`
      SELECT 'region' AS scheme, c.region AS code, c.id FROM shortage_catalog c WHERE c.archived_at IS NULL`,
  },
  {
    kind: 'catalogEntry',
    rows: Prisma.sql`
      SELECT n.scheme, n.code, e.id FROM catalog_entry e JOIN shortage_catalog c ON c.id = e.catalog_id
      CROSS JOIN LATERAL (
        VALUES ('occupation', e.occupation), ('education', e.education::text), ('grade', e.grade::text)
        UNION ALL SELECT 'major', unnest(e.majors)
      ) n (scheme, code) WHERE c.archived_at IS NULL AND n.code IS NOT NULL`,
  },
];
