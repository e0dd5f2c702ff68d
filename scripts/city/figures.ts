import type { Db } from '../../src/platform/db/db.ts';
import { jimei } from './regions.ts';

/** What the database holds of the city, in the words of the field. */
export type Figures = Record<string, number>;

const counts = `
  WITH open AS (
    SELECT * FROM position WHERE status = 'PUBLISHED' AND archived_at IS NULL AND filled < headcount
      AND opens_on <= (now() AT TIME ZONE 'Asia/Shanghai')::date
      AND (closes_on IS NULL OR closes_on >= (now() AT TIME ZONE 'Asia/Shanghai')::date))
  SELECT (SELECT count(*) FROM organization WHERE kind = 'EMPLOYER') AS "employers 用人单位",
    (SELECT count(*) FROM (SELECT DISTINCT employer_id, opens_on FROM open) AS f) AS "firm-times 家次 (an employer in one fair)",
    (SELECT count(*) FROM open) AS "positions open 在招岗位",
    (SELECT coalesce(sum(headcount - filled), 0) FROM open) AS "openings 需求人数 (headcount − filled)",
    (SELECT coalesce(sum(headcount - filled), 0) FROM open WHERE region = $1) AS "– of them in Jimei 集美区",
    (SELECT count(*) FROM position WHERE status = 'CLOSED') AS "earlier positions, closed and posted again",
    (SELECT count(*) FROM talent WHERE archived_at IS NULL) AS "talents 人才",
    (SELECT count(*) FROM school) AS "schools 院校",
    (SELECT count(*) FROM program) AS "programs 专业点",
    (SELECT count(*) FROM catalog_entry) AS "entries of shortage catalogs 紧缺目录",
    (SELECT count(*) FROM occupation_profile) AS "frozen occupation profiles 职业画像",
    (SELECT count(*) FROM search_document WHERE NOT deleted) AS "search documents"`;

export async function readFigures({ pool }: Pick<Db, 'pool'>): Promise<Figures> {
  const { rows } = await pool.query<Figures>(counts, [jimei]);
  const [figures] = rows;
  if (!figures) throw new Error('The figures of the city cannot be read.');
  return figures;
}
