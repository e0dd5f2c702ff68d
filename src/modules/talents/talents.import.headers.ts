import { type ColumnWords, runningNumbers, words } from '../../platform/files/column-words.ts';
import { looksLike } from '../../platform/files/looks.ts';

/** What lists of talents call their columns in the field. */
export const talentHeaders: Readonly<Record<string, ColumnWords>> = {
  externalId: {
    further: words('人员编号、档案编号、档案号、登记编号、求职编号、简历编号、学号、talent id、candidate id', 'id'),
    perhaps: words('编码'),
    proposedFor: runningNumbers,
    looksLike: looksLike.key,
  },
  name: {
    further: words('人才姓名、求职者姓名、求职人员姓名、学生姓名、真实姓名、名字、full name、candidate name'),
    looksLike: looksLike.person,
  },
  phone: {
    further: words(
      '手机号码、移动电话、电话号码、联系手机、联系方式、本人电话、mobile、mobile phone',
      'telephone、tel、cell、phone number',
    ),
    looksLike: looksLike.phone,
  },
  email: { further: words('电子邮件、邮箱地址、邮件、e-mail、email address、mail'), looksLike: looksLike.email },
  birthYear: {
    further: words(
      '出生年、出生年月、出生日期、出生年月日、生日、birth year、year of birth、birth date',
      'date of birth',
    ),
  },
  residence: {
    further: words(
      '现居地、现居住地区、居住地区、居住城市、常住地区、现居城市、所在城市、所在地区、city',
      'place of residence',
    ),
    perhaps: words('地区、区域、居住地址、现住址、现居住地址'),
    looksLike: looksLike.region,
  },
  education: {
    further: words('最高学历、文化程度、教育程度、学历层次、毕业学历、highest education、education level', 'degree'),
    looksLike: looksLike.education,
  },
  school: {
    further: words(
      '毕业学校、毕业院校名称、最高学历毕业院校、就读院校、就读学校、学校名称、院校名称',
      'university、college、school name',
    ),
    looksLike: looksLike.school,
  },
  major: {
    further: words('所学专业、专业名称、主修专业、毕业专业、最高学历专业、就读专业、field of study', 'major name'),
    looksLike: looksLike.major,
  },
  studyFrom: { further: words('入学时间、入学年月、study from、enrolled on') },
  studyTo: { further: words('毕业时间、毕业年月、graduation date、graduated on') },
  graduated: { further: words('毕业情况、毕业状态') },
  jobTitle: {
    further: words(
      '现职务、现岗位、现从事岗位、从事岗位、当前职位、现任职务、工作岗位、职位、最近职位',
      'job title、current position、position',
    ),
    perhaps: words('岗位、工种'),
    looksLike: looksLike.title,
  },
  jobOccupation: { further: words('职业名称、从事职业、现从事职业、职业工种、occupation') },
  jobEmployer: {
    further: words(
      '现工作单位、所在单位、现单位、就业单位、当前单位、当前公司、最近工作单位、单位名称',
      '公司名称、company、current employer、current company',
    ),
    looksLike: looksLike.organization,
  },
  jobFrom: { further: words('入职时间、job from') },
  jobTo: { further: words('离职时间、job to') },
  skills: { further: words('专业技能、掌握技能、技能名称、技能列表、skill') },
  grades: { further: words('职业技能等级、职业资格等级、技能等级证书、职业资格') },
  titleRanks: { further: words('专业技术职称、职称等级、专业技术职务') },
  licences: { further: words('资格证书、持有证书、执业证书、职业资格证书、certificates、licenses') },
  wishOccupations: {
    further: words(
      '意向职业、求职职业、期望岗位、期望职位、意向岗位、意向职位、求职意向、求职岗位、应聘岗位',
      '应聘职位、desired position、desired occupation',
    ),
  },
  wishRegions: {
    further: words(
      '期望工作地区、期望工作地点、期望工作地、期望城市、期望地点、意向地区、意向工作地',
      '意向工作地点、求职地区、preferred location、desired location',
    ),
  },
  wishPay: {
    further: words(
      '期望月薪、期望工资、期望薪酬、期望待遇、期望薪水、薪资要求、薪酬要求、意向薪资、意向月薪',
      'expected salary、expected pay、desired salary',
    ),
    looksLike: looksLike.pay,
  },
  wishKinds: { further: words('期望工作类型、求职类型、期望用工形式') },
  wishFrom: { further: words('到岗时间、可到岗时间、预计到岗时间、到岗日期、available from') },
  availability: { further: words('当前状态、目前状态、就业状态') },
  resume: {
    further: words('简历内容、自我评价、个人简介、个人介绍、自我介绍、cv'),
    looksLike: looksLike.sentence,
  },
};
