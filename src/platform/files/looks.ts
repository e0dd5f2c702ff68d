/** What the texts of columns look like, to know a column that has no header. Each is right about most cells, not all. */

const nameWord = /^[\p{Script=Han}·]{2,4}$/u;
const notNames =
  /(本科|大专|高中|中专|硕士|博士|初中|专科|技师|全职|兼职|男性|女性|不限|[省市区县镇村街路]|[工员师类学])$/;

export const looksLike = {
  /** A number of a record, such as P-0001. */
  key: (text: string): boolean => /^[a-z]{1,5}[-_]?\d{1,12}$/i.test(text),
  creditCode: (text: string): boolean => /^[0-9a-hj-npqrtuwxy]{18}$/i.test(text) && /[a-z]/i.test(text),
  organization: (text: string): boolean =>
    /(公司|集团|厂|企业|商行|经营部|事务所|合作社|医院|酒店|中心|工作室|有限合伙)([（(].*[)）])?$/.test(text),
  school: (text: string): boolean => /(大学|学院|学校|中学|职校|技校|职专|中专)$/.test(text),
  person: (text: string): boolean => nameWord.test(text) && !notNames.test(text),
  phone: (text: string): boolean => /^((\+?86)?[-\s]?1[3-9][\d\s-]{9,11}(\.0)?|1\.[3-9]\d{1,9}e\+?10)$/i.test(text),
  email: (text: string): boolean => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(text),
  day: (text: string): boolean => /^(19|20)\d{2}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?( .*)?$/.test(text),
  education: (text: string): boolean =>
    /^(学历)?(不限|小学|初中|高中|中专|中职|技校|职高|大专|高职|专科|本科|学士|硕士|博士|研究生)/.test(text) &&
    text.length <= 14,
  grade: (text: string): boolean =>
    /^(学徒|初级|中级|高级)工|^(高级|特级|首席)?技师|^(初|中|高)级(工|技能|及以上|$)|^[一二三四五]级(工|[/（(]|$)/.test(
      text,
    ),
  region: (text: string): boolean => /^\d{6}$/.test(text) || /^[\p{Script=Han}]{1,20}[省市区县镇]$/u.test(text),
  pay: (text: string): boolean =>
    /^[¥￥]?\d+(\.\d+)?(万|w|千|k)?元?[-~～—至到]+[¥￥]?\d+(\.\d+)?(万|w|千|k)?/i.test(text) ||
    /^(\d+(\.\d+)?(万|w|千|k)|\d{4,5}元?(以上|起|\+|左右|\/月)|面议)/i.test(text),
  people: (text: string): boolean => /^\d{1,3}(\.0)?\s*[人名位]?$/.test(text),
  time: (text: string): boolean => /^(经验不限|应届|半年|\d+([-~～至]\d+)?(年|个月))/.test(text),
  title: (text: string): boolean =>
    /(工|员|师|经理|主管|总监|助理|专员|店长|厨师|司机|保安|文员|学徒|操作|客服|销售|出纳|会计|护士|医生|教师|老师|工程师)([（(].*[)）])?$/.test(
      text,
    ) && text.length <= 20,
  major: (text: string): boolean =>
    /(技术|工程|管理|设计|营销|会计学?|护理|制造|应用|维修|自动化|科学|教育|商务|物流|数控)$/.test(text) &&
    text.length <= 30,
  sentence: (text: string): boolean => text.length > 20 && /[，,。；;、\n]/.test(text),
} as const;
