/** Peoples in the names of autonomous places; the first few are written without 族 too. */
const peoples =
  '蒙古族?|维吾尔族?|哈萨克族?|柯尔克孜族?|(?:回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各)族';
const autonomous = new RegExp(`(?:${peoples})+自治[州县旗]$`);
const kinds = /(?:地区|新区|林区|特区|[盟区县市旗])$/;

/** What people say for a place below the provinces: 集美 for 集美区, 延边 for 延边朝鲜族自治州; null for 唐县. */
export function shortPlace(name: string): string | null {
  const short = autonomous.test(name) ? name.replace(autonomous, '') : name.replace(kinds, '');
  return short === name || [...short].length < 2 ? null : short;
}

/** Words that begin like a place and are none. */
export const noPlaces = [
  '三明治',
  '大理石',
  '白银饰',
  '白银首',
  '来宾接',
  '来宾登',
  '北海道',
  '海南鸡',
  '扬州炒',
  '兰州拉面',
  '沙县小吃',
];

/** A short name before these is that of a street: 南京东路, 厦门大道. */
export const streetAfter = /^[东南西北中环一二三]{0,2}(?:路|街|巷|弄|大道)/;

/** What English adds to the name of a place. */
export const latinKind = /(?:city|province|municipality|prefecture|autonomousregion|shi|sheng)$/;
