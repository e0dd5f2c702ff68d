import { Prisma } from '../../generated/prisma/client.ts';
import type { ConceptUses } from '../../platform/db/concept-uses.ts';

/** Where positions name concepts. */
export const positionConcepts: ConceptUses = {
  kind: 'position',
  rows: Prisma.sql`
    SELECT n.scheme, n.code, p.id FROM position p CROSS JOIN LATERAL (
      VALUES ('occupation', p.occupation), ('region', p.region), ('industry', p.industry),
        ('education', p.education::text), ('grade', p.grade::text), ('titleSeries', p.title_series)
      UNION ALL SELECT 'major', unnest(p.majors)
      UNION ALL SELECT 'licence', unnest(p.licences)
      UNION ALL SELECT 'skill', s.skill FROM position_skill s WHERE s.position_id = p.id
    ) n (scheme, code) WHERE p.archived_at IS NULL AND n.code IS NOT NULL`,
};
