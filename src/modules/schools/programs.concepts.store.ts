import { Prisma } from '../../generated/prisma/client.ts';
import type { ConceptUses } from '../../platform/db/concept-uses.ts';

/** Where programs name concepts; the standard links of majors belong to the edition itself. */
export const programConcepts: ConceptUses = {
  kind: 'program',
  rows: Prisma.sql`
    SELECT n.scheme, n.code, p.id FROM program p CROSS JOIN LATERAL (
      VALUES ('major', p.major), ('education', p.level::text)
      UNION ALL SELECT 'skill', unnest(p.skills)
      UNION ALL SELECT 'occupation', o.occupation FROM program_outcome o WHERE o.program_id = p.id
      UNION ALL SELECT 'occupation', l.occupation FROM program_occupation l WHERE l.program_id = p.id
      UNION ALL SELECT 'occupation', l.occupation FROM program_occupation l WHERE l.major = p.major
    ) n (scheme, code) WHERE p.archived_at IS NULL`,
};
