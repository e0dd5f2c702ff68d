import { type ColumnWords, runningNumbers, words } from '../../platform/files/column-words.ts';
import { looksLike } from '../../platform/files/looks.ts';

/** What lists of schools call their columns in the field. */
export const schoolHeaders: Readonly<Record<string, ColumnWords>> = {
  externalId: {
    further: words('院校代码、学校代码、院校标识码、school id、school code'),
    perhaps: words('编码、代码'),
    proposedFor: runningNumbers,
    looksLike: (text) => looksLike.key(text) || /^\d{10}$/.test(text),
  },
  name: {
    further: words('院校、学校、院校全称、学校全称、单位名称、school name、school'),
    looksLike: looksLike.school,
  },
  kind: { further: words('办学类型、院校类别、学校类别、school type、type') },
  region: {
    further: words('所在地区、所在城市、院校所在地、学校所在地、所在市、所在区、city、location'),
    looksLike: looksLike.region,
  },
  creditCode: {
    further: words('信用代码、社会信用代码、统一信用代码、credit code、uscc'),
    looksLike: looksLike.creditCode,
  },
  tierTags: { further: words('院校层次、学校层次、院校标签、建设层次') },
  industry: { further: words('所属行业') },
  size: { further: words('教职工数、教职员工数、员工人数、staff') },
  summary: { further: words('学校简介、院校简介、介绍、description') },
  site: { further: words('网址、官网、学校网址、website、homepage、url') },
};
