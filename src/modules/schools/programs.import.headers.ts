import { type ColumnWords, runningNumbers, words } from '../../platform/files/column-words.ts';
import { looksLike } from '../../platform/files/looks.ts';

/** What lists of programs call their columns in the field. */
export const programHeaders: Readonly<Record<string, ColumnWords>> = {
  externalId: {
    further: words('专业点代码、专业编号、专业点号、program id、program code'),
    perhaps: words('编码'),
    proposedFor: runningNumbers,
    looksLike: looksLike.key,
  },
  school: { further: words('学校编号、院校代码、学校代码、school id、school code') },
  schoolName: {
    further: words('学校名称、学校、院校、所属院校、所属学校、办学单位、培养单位、开设院校、school name'),
    looksLike: looksLike.school,
  },
  schoolRegion: { further: words('学校所在地、院校地区') },
  schoolKind: { further: words('学校类型、院校类别、学校类别') },
  name: { further: words('专业点、专业方向、专业方向名称、program、program name') },
  major: { further: words('专业码、国标专业名称、major name、major code'), looksLike: looksLike.major },
  level: {
    further: words('培养层次、办学层次、教育层次、层次、education level、degree level'),
    looksLike: looksLike.education,
  },
  years: { further: words('修业年限、学制年限、学习年限、duration、length') },
  kind: { further: words('办学类型、培养方式、学习形式、培养模式') },
  firm: { further: words('合作单位、订单企业、冠名企业、合作企业名称') },
  skills: { further: words('主要技能、核心技能、skills taught') },
  year: { further: words('招生年份、统计年份、年度、届别、毕业年份') },
  places: { further: words('招生计划、招生计划数、计划数、计划招生、计划招生人数、planned places') },
  enrolled: { further: words('实际招生、实际招生人数、招生人数、录取人数、录取数') },
  graduatesDue: { further: words('应毕业生数、应届毕业生数、应毕业数、预计毕业人数') },
  graduatesActual: { further: words('实际毕业生数、毕业人数、毕业生人数、毕业生数、实际毕业数') },
  outcomes: { further: words('毕业去向、就业情况') },
};
