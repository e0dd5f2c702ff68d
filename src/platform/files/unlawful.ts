/** A clause of a text that asks for what nobody may be chosen by. */
export interface UnlawfulClause {
  clause: string;
  /** What it asks for. */
  ground: string;
}

const unlimited =
  /(男女|性别|年龄|户籍|婚否|婚育|学历)[^，,。;；]{0,3}(不限|均可|不拘|皆可)|不限(男女|性别|年龄|户籍)/g;
/** Of whom the work takes care, not who does it. */
const served = /老人|老年|儿童|幼儿|孩|学生|患者|病人|客户/;
const grounds: readonly [ground: string, form: RegExp][] = [
  ['age', /\d{2}\s*周?岁|年龄|\d0后/],
  [
    'sex',
    /限男|限女|男性|女性|男士|女士|男生|女生|性别|^(男|女)(?=$|[0-9\s])|(男|女)(优先|的)|^仅?限?(男|女)\d*(名|人)?$/,
  ],
  ['marriage or children', /已婚|未婚|已育|未育|婚育/],
  ['household registration or origin', /户籍|户口|籍贯|本地人|外地人|本省人/],
  ['people, belief or looks', /民族|汉族|宗教|五官|相貌|形象气质|身高/],
];

/**
 * The clauses of a text by which nobody may be chosen: 就业促进法, third chapter (公平就业), and the rules of the
 * 人力资源社会保障部 on what offers of work may say.
 */
export function unlawfulClauses(text: string): UnlawfulClause[] {
  const clauses = text.split(/[，,。;；！!、\n\r]+|(?<=\S)\s{2,}/).flatMap((clause) => clause.trim() || []);
  return clauses.flatMap((clause) => {
    const rest = clause
      .normalize('NFKC')
      .replace(unlimited, '')
      .replace(/^\d+[.)]\s*/, '')
      .trim();
    const found = served.test(rest) ? undefined : grounds.find(([, form]) => form.test(rest));
    return found ? [{ clause, ground: found[0] }] : [];
  });
}

/** What is told of such clauses: they stay where people read them and go nowhere else. */
export function unlawfulNote(clauses: readonly UnlawfulClause[]): string {
  const grounds = [...new Set(clauses.map(({ ground }) => ground))].join(', ');
  const quoted = clauses.map(({ clause }) => `“${clause.slice(0, 60)}”`).join(', ');
  return `${quoted} was kept as text and filters nothing: 就业促进法 and the rules of the 人力资源社会保障部 forbid to choose people by ${grounds}.`;
}
