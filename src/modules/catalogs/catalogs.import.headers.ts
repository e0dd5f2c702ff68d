import { type ColumnWords, words } from '../../platform/files/column-words.ts';
import { looksLike } from '../../platform/files/looks.ts';
import { payHeaders } from '../../platform/files/pay-headers.ts';

/** What lists of catalogs call their columns in the field. */
export const catalogHeaders: Readonly<Record<string, ColumnWords>> = {
  catalog: { further: words('目录号、目录代码、catalog id'), looksLike: looksLike.key },
  issuerName: { further: words('发布机构名称、发布单位、发布单位名称'), looksLike: looksLike.organization },
  region: { further: words('适用区域、所属地区、区域'), looksLike: looksLike.region },
  title: { further: words('目录标题'), perhaps: words('名称') },
  validFrom: { further: words('生效时间、开始日期、起始日期、valid from'), looksLike: looksLike.day },
  validTo: { further: words('失效时间、截止日期、有效期至、结束日期、valid to'), looksLike: looksLike.day },
  edition: { further: words('目录版本、年份') },
  occupation: {
    further: words(
      '紧缺职业、紧缺职业名称、标准职业、对应职业、职业编码、职业工种、occupation code',
      'occupation name',
    ),
    looksLike: looksLike.title,
  },
  tradeName: {
    further: words(
      '工种名称、紧缺工种、紧缺岗位、紧缺岗位名称、岗位、职位、职位名称、需求岗位、trade',
      'job title、position',
    ),
  },
  level: { further: words('紧缺度、紧缺等级、紧缺级别、需求程度、紧缺指数等级、shortage level') },
  headcount: {
    further: words(
      '需求数、需求量、需求数量、缺口人数、缺口数、紧缺人数、人才需求数、岗位需求数、招聘人数',
      'people wanted、demand',
    ),
    looksLike: looksLike.people,
  },
  majors: {
    further: words('专业要求、所需专业、相关专业、专业需求、需求专业、major'),
    looksLike: looksLike.major,
  },
  education: {
    further: words('最低学历、文化程度、学历条件、学历层次、education level'),
    looksLike: looksLike.education,
  },
  grade: { further: words('职业技能等级、职业资格等级、职业技能等级要求、skill grade'), looksLike: looksLike.grade },
  schools: { further: words('对口院校、合作院校、对接学校') },
  payFrom: { further: words('最低薪资、最低工资、最低月薪、薪资最低、薪酬下限、pay from、min salary') },
  payTo: { further: words('最高薪资、最高工资、最高月薪、薪资最高、薪酬上限、pay to、max salary') },
  pay: { further: payHeaders, perhaps: words('待遇、收入'), looksLike: looksLike.pay },
  remark: { further: words('说明、备注说明、其他、remarks、note、notes') },
};
