import { Prisma } from '../../generated/prisma/client.ts';
import type { ConceptUses } from '../../platform/db/concept-uses.ts';

/** Where talents name concepts. */
export const talentConcepts: ConceptUses = {
  kind: 'talent',
  rows: Prisma.sql`
    SELECT n.scheme, n.code, t.id FROM talent t CROSS JOIN LATERAL (
      SELECT 'region' AS scheme, t.residence AS code
      UNION ALL SELECT 'region', unnest(t.wish_regions)
      UNION ALL SELECT 'occupation', unnest(t.wish_occupations)
      UNION ALL SELECT 'education', e.level::text FROM talent_education e WHERE e.talent_id = t.id
      UNION ALL SELECT 'major', e.major FROM talent_education e WHERE e.talent_id = t.id
      UNION ALL SELECT 'occupation', e.occupation FROM talent_experience e WHERE e.talent_id = t.id
      UNION ALL SELECT 'skill', s.skill FROM talent_skill s WHERE s.talent_id = t.id
      UNION ALL SELECT 'occupation', g.occupation FROM talent_grade g WHERE g.talent_id = t.id
      UNION ALL SELECT 'grade', g.grade::text FROM talent_grade g WHERE g.talent_id = t.id
      UNION ALL SELECT 'titleSeries', r.series FROM talent_title_rank r WHERE r.talent_id = t.id
      UNION ALL SELECT 'licence', l.licence FROM talent_licence l WHERE l.talent_id = t.id
    ) n WHERE t.archived_at IS NULL AND n.code IS NOT NULL`,
};
