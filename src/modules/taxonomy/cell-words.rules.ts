/** What people write beside the names of levels and majors. Pure text: whether a word is a name is asked. */

const notAsked = /^(学历|专业|技能等级|等级)?(不限|无要求|不要求|无|均可|不作要求|随意)(学历|专业|等级|制)?$/;
/** What people write into a list of wishes that names none: 不限. */
export const noneWished =
  /^((地区|区域|职业|岗位|工作地点|行业)?(不限|均可|都可以?|任意|无要求|不要求)|服从(安排|分配|调剂))$/;
const noMajor =
  /^(等)?(相关|相近|类似|不限|任意|所有|任何)(的)?(专业|学科)?(均可|优先)?$|^专业(不限|均可)$|^不限(制)?$/;
const least = /[(]?(及其?|或)?以上[)]?|[(]含[^)]*[)]|起$/g;
const beside =
  /^((国家)?(统招|统分|国民教育|全日制|普通高等教育|普通|正规|具有|须|需|持有?|取得|职业资格|职业技能等级|技能等级))+|(学历|文化程度|文化|毕业(生)?|学位|技能等级|职业资格|等级|证书?|证|者|水平)+$/g;
/** Signs that divide majors, the surer first. */
const dividers = [/[,/;]/, /、/, /\s+/];
/** They stand inside names as well, and divide only where names are left on both sides. */
const conjunctions = /或者?|以及|和|及|与/g;
/** A name is far shorter; what is longer is not looked at closely. */
const longest = 120;
/** Says of a level that it is not reached yet, which another field tells. */
const studying = /[(]?(在读|在校生?)[)]?$/;
const levelWords: Readonly<Record<string, string>> = {
  研究生: '硕士',
  初级: '初级工',
  中级: '中级工',
  高级: '高级工',
  高职专科: '大专',
  大学专科: '大专',
  高技: '高级工',
};

/** What a cell asks at least. */
export interface LeastWords {
  words: string[];
  /** Whether they say one thing twice, as 高级工（三级） does; else any of them is enough. */
  isOne: boolean;
}

/** Null where the cell asks nothing. */
export function leastWords(text: string, isName: (word: string) => boolean): LeastWords | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace(studying, '');
  if (isName(plain) || plain.length > longest) return { words: [plain], isOne: true };
  if (notAsked.test(plain)) return null;
  const bare = plain.replace(least, '').replace(beside, '');
  if (isName(bare)) return { words: [bare], isOne: true };
  const words = bare.split(/[()/、,;或]|和(?=.)/).flatMap((word) => word || []);
  return { words: words.map((word) => nameOf(word, isName)), isOne: bare.includes('(') };
}

function nameOf(word: string, isName: (word: string) => boolean): string {
  if (isName(word)) return word;
  const short = word.replace(beside, '');
  return isName(short) ? short : (levelWords[short] ?? short);
}

/**
 * The names of majors in a piece of a cell. It is divided only as far as it takes to make names of it, for 、 and 及 stand
 * inside names too (电气工程及其自动化); 相关专业 and 专业不限 name none.
 */
export function majorNames(text: string, isName: (name: string) => boolean): string[] {
  const plain = text.normalize('NFKC').trim();
  if (plain === '' || isName(plain)) return plain === '' ? [] : [plain];
  const divider = dividers.find((by) => by.test(plain));
  if (divider) return plain.split(divider).flatMap((piece) => majorNames(piece, isName));
  if (noMajor.test(plain)) return [];
  if (plain.length > longest) return [plain];
  const bare = plain.replace(/(等)?(相关|相近|类似)(的)?(专业|学科)?(均可|优先)?$|等(专业)?$/, '');
  return joined(bare, isName) ?? joined(bare.replace(/专业$/, ''), isName) ?? [bare];
}

/** A name, or several with a conjunction between; null for what is neither. */
function joined(text: string, isName: (name: string) => boolean): string[] | null {
  if (isName(text)) return [text];
  for (const { index, 0: word } of text.matchAll(conjunctions)) {
    const left = text.slice(0, index);
    const rest = isName(left) ? joined(text.slice(index + word.length), isName) : null;
    if (rest) return [left, ...rest];
  }
  return null;
}
