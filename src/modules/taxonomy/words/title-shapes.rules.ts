/** What advertisements add to a title: it says nothing of the work. Longer ones first. */
const offers = [
  '无责任?底薪|无责|高底薪|底薪|高提成|提成|上不封顶|高薪|高工资|高收入|待遇优厚|福利优厚|福利好|薪资面议|面议',
  '[五六]险[一二]金|[五六]险|社保|公积金|年终奖|全勤奖?|奖金|房补|餐补|话补|补贴|带薪年假|带薪培训|带薪|年假|工资日结|日结|周结|月结',
  '包吃包住|包吃住|包食宿|管吃住|管吃管住|包吃|包住|管吃|管住|提供食宿|提供住宿|免费住宿|吃住全包|食宿',
  '周末双休|双休|单休|大小周|做五休二|上六休一|月休\\d(?:-\\d)?天?|不加班|加班少|朝九晚[五六]|早[九9]晚[五六56]|长白班|常白班|白班|夜班|[两三]班倒|不倒班|倒班|坐班|弹性工作',
  '无需经验|无经验可?|经验不限|学历不限|年龄不限|不限经验|接受小白|可接受小白|零基础|包教会|可培训|有人带|带教|男女不限|应届生亦可|应届毕业生|应届生|应届|实习可|可实习|长期稳定|长期|稳定|就近分配|就近|可预支|当天入职|工作轻松|轻松|环境好|晋升快|上市公司|国企|央企|世界500强|500强',
].join('|');

export const offer = new RegExp(offers, 'g');
export const offerBefore =
  /^(?:急[招聘]|急需|诚[招聘]|高薪诚?聘?|直招|热招|特招|长期招聘?|现招聘?|新招|大量|批量|紧急|急|诚邀|聘请)+/;

/** 「某某公司招聘焊工」: what is sought stands behind; 招聘专员 is itself what is sought. */
export const soughtBehind =
  /^(?:.*?)(?:招聘|招募|诚聘|急聘|急招|诚招|招)(?!商|生|投|标|聘|专|经|主|顾|师|官|助|总|负|运|实|人|管|行|HR|$)/i;

/** Of how many: 招3人, 两名, 10人. */
export const headcount =
  /(?:招聘?|需求?|急需|共)?\s*(\d{1,4}|[一二两三四五六七八九十]{1,3})\s*(?:名|位)(?!称|牌|贵|校)|(?:招聘?|需求?|急需|共)\s*(\d{1,4}|[一二两三四五六七八九十]{1,3})\s*[人个](?!力|事|员|资)|(?<![\d.])(\d{1,4})人(?=\s|$|[)\]}])/;

const digits: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** Up to 99 in 汉字. */
export function numberSaid(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens ? (digits[tens] ?? 0) : 1) * 10 : 0;
  return ten + (ones ? (digits[ones] ?? 0) : 0);
}

/** Skill grades as a title says them; 技师 alone is also the name of occupations (康复技师), so a trade must stand before it. */
export const grades: readonly (readonly [RegExp, number])[] = [
  [/首席技师/, 8],
  [/特级技师/, 7],
  [/高级技师|(?:国家)?职业资格一级/, 6],
  [/(?<=工)[\s(]*技师\)?|[(\s]技师\)|(?:国家)?职业资格二级/, 5],
  [/高级工(?!程|艺|业)|高级(?=[\p{Script=Han}A-Za-z]{1,8}工$)|(?:国家)?职业资格三级/u, 4],
  [/中级工(?!程|艺|业)|中级(?=[\p{Script=Han}A-Za-z]{1,8}工$)|(?:国家)?职业资格四级/u, 3],
  [/初级工(?!程|艺|业)|初级(?=[\p{Script=Han}A-Za-z]{1,8}工$)|(?:国家)?职业资格五级/u, 2],
  [/学徒工|学徒/, 1],
];

/** Numbers of the advertisement: (J11516), [A30494], 职位编号:77. */
export const reference = /职位编号[:：]?\s*\w*|[([]\s*[A-Z]{0,3}\d{3,}[\w-]*\s*[)\]]|(?<=\s|-|_)[A-Z]{1,2}\d{3,}$/gi;
export const bracketed = /[([{【〔《<]([^()[\]{}【】〔〕《》<>]*)[)\]}】〕》>]/g;
