import { type ColumnWords, runningNumbers, words } from '../../platform/files/column-words.ts';
import { looksLike } from '../../platform/files/looks.ts';
import { payHeaders } from '../../platform/files/pay-headers.ts';

/** What lists of positions call their columns in the field. */
export const positionHeaders: Readonly<Record<string, ColumnWords>> = {
  externalId: {
    further: words('岗位代码、岗位ID、职位编号、职位ID、需求编号、招聘编号、job id、position id', 'position number'),
    perhaps: words('编码、代码'),
    proposedFor: runningNumbers,
    looksLike: looksLike.key,
  },
  employer: { further: words('企业编号、单位编码、公司编号、employer id、company id') },
  employerName: {
    further: words(
      '企业名称、公司名称、用人单位、用人单位名称、招聘单位、招聘单位名称、招聘企业',
      '招聘企业名称、用工单位、用工单位名称、用工企业、需求单位、单位全称、企业全称、企业、公司',
      '单位、company、company name',
    ),
    looksLike: looksLike.organization,
  },
  employerCreditCode: {
    further: words('信用代码、社会信用代码、统一信用代码、单位信用代码、企业信用代码、credit code、uscc'),
    looksLike: looksLike.creditCode,
  },
  employerRegion: { further: words('单位地区、企业所在地、企业所在区、单位所在区、所属区域、所属地区') },
  title: {
    further: words(
      '岗位、招聘岗位、招聘岗位名称、招聘职位、招聘职位名称、需求岗位、需求岗位名称、岗位需求',
      '用工岗位、job、job title、position、position title、position name、vacancy、post、role',
    ),
    perhaps: words('工种、工种名称、招聘工种、职务、名称'),
    looksLike: looksLike.title,
  },
  occupation: {
    further: words('职业名称、职业代码、职业编码、标准职业、对应职业、职业工种、occupation code', 'occupation name'),
  },
  description: {
    further: words(
      '职位描述、工作内容、岗位说明、职位说明、岗位内容、职位职责、工作职责、主要职责、工作描述',
      'job description、duties、responsibilities',
    ),
    looksLike: looksLike.sentence,
  },
  headcount: {
    further: words(
      '招聘数量、招聘人数人、岗位需求数、需求数、需求数量、需求量、岗位数、岗位数量、招聘名额',
      '名额、招工人数、计划招聘人数、拟招人数、拟招聘人数、招聘计划数、用工人数、用工需求数',
      '缺工人数、岗位人数、数量、openings、vacancies、number of openings、number、people',
    ),
    looksLike: looksLike.people,
  },
  filled: { further: words('已招人数、已招聘人数、到岗人数、已录用人数、已入职人数、places filled') },
  region: {
    further: words('工作区域、工作地、工作城市、工作所在地、上班地点、工作地区名称、location、work location', 'city'),
    perhaps: words('地点、地区、区域、所在区、所在地区、工作地址'),
    looksLike: looksLike.region,
  },
  industry: { further: words('所属行业、行业类别、行业类型、行业名称、单位行业') },
  payFrom: {
    further: words(
      '最低工资、最低月薪、薪资最低、月薪下限、工资下限、薪酬下限、最低薪酬、薪资起、月薪最低',
      '薪酬最低、薪资待遇下限、pay from、salary from、min salary、minimum salary、salary min',
      'lowest pay',
    ),
  },
  payTo: {
    further: words(
      '最高工资、最高月薪、薪资最高、月薪上限、工资上限、薪酬上限、最高薪酬、薪资止、月薪最高',
      '薪酬最高、薪资待遇上限、pay to、salary to、max salary、maximum salary、salary max',
      'highest pay',
    ),
  },
  pay: { further: payHeaders, perhaps: words('待遇、收入'), looksLike: looksLike.pay },
  kind: {
    further: words('工作形式、工作类型、用工形式、用工性质、用工类型、岗位性质、职位类型、employment type', 'job type'),
  },
  startFrom: { further: words('到岗时间、上岗时间、入职日期、入职时间、预计到岗时间、start date') },
  education: {
    further: words(
      '最低学历、最低学历要求、文化程度、文化程度要求、教育程度、学历条件、学历层次',
      'education level、degree',
    ),
    looksLike: looksLike.education,
  },
  majors: {
    further: words(
      '所学专业、专业需求、专业限制、专业名称、专业方向、需求专业、所需专业、专业条件、major',
      'field of study',
    ),
    looksLike: looksLike.major,
  },
  grade: {
    further: words(
      '职业技能等级、职业技能等级要求、职业资格等级、技能等级条件、技能等级证书、skill grade',
      'skill level',
    ),
    looksLike: looksLike.grade,
  },
  experienceMonths: {
    further: words(
      '工作经验、工作经验要求、工作年限、工作年限要求、工作经历、工作经历要求、从业年限',
      '从业经验、经验、experience、years of experience、months of experience、work experience',
    ),
    looksLike: looksLike.time,
  },
  mustHave: { further: words('必备技能要求、必须技能、required skills、must have') },
  niceToHave: { further: words('加分技能、preferred skills、nice to have') },
  licences: { further: words('资格证书、持证要求、所需证书、证书、licenses、certificates') },
  requirements: {
    further: words(
      '任职条件、任职资格、岗位要求、岗位条件、岗位任职要求、职位要求、应聘条件、应聘要求',
      '招聘条件、招聘要求、具体要求、conditions、qualifications、job requirements',
    ),
    perhaps: words('技能要求、要求、条件'),
  },
  otherRequirements: { further: words('其它要求、其他条件、其它条件、其他要求说明、other requirements') },
  benefits: {
    further: words('福利、福利保障、福利情况、其他福利、食宿、食宿情况、食宿安排、五险一金、社保'),
  },
  ageAsked: { further: words('年龄、年龄限制、年龄范围、年龄条件、age') },
  sexAsked: { further: words('性别、性别限制、男女要求、男女、sex、gender') },
  originAsked: { further: words('户籍、户籍限制、户口要求、户口、籍贯要求') },
  remark: { further: words('备注说明、说明、其他、其它、其他说明、remarks、note、notes') },
  opensOn: {
    further: words(
      '发布时间、招聘开始日期、招聘开始时间、起始日期、开始时间、登记日期、posted on',
      'publish date、opening date',
    ),
    looksLike: looksLike.day,
  },
  closesOn: {
    further: words(
      '截止时间、招聘截止日期、招聘截止时间、报名截止日期、结束时间、有效期至、有效期、失效日期',
      '到期日期、closing date、deadline、valid until',
    ),
    looksLike: looksLike.day,
  },
  status: { further: words('岗位状态、招聘状态') },
};
