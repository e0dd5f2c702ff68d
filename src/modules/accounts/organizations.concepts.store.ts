import { Prisma } from '../../generated/prisma/client.ts';
import type { ConceptUses } from '../../platform/db/concept-uses.ts';

/** Where organizations name concepts. */
export const organizationConcepts: ConceptUses = {
  kind: 'organization',
  rows: Prisma.sql`
    SELECT n.scheme, n.code, o.id FROM organization o
    CROSS JOIN LATERAL (VALUES ('region', o.region), ('industry', o.industry)) n (scheme, code)
    WHERE o.archived_at IS NULL AND n.code IS NOT NULL`,
};
