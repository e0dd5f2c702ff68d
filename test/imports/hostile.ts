import fc from 'fast-check';

/** Texts that files and spreadsheets are known to change. */
export const nastyTexts = [
  '=1+1',
  '=HYPERLINK("http://example.org","点我")',
  '+8613800138000',
  '-5',
  '-5-5',
  '@SUM(A1)',
  '＝cmd',
  "'=1+1",
  "''",
  "'單引號",
  '"',
  '""',
  '"全引"',
  '引"中"号',
  'a;b；c|d、e:f：g',
  'a,b\tc',
  '第一行\n第二行\r\n第三行\r尾',
  '007',
  '00123456789012345678901234567890',
  '1e5',
  '1.0',
  '2026-03-01',
  'TRUE',
  '是',
  '繁體中文與异体字𠀀𫝆',
  '👩‍🔧🇨🇳',
  '行\u2028段\u2029尾',
  '_x000D_ 与 _x0041_',
  '<b>&amp;</b> ]]>',
  '\ufdd0非字符\uffff',
  'null',
  '无',
  '-',
  '/',
  '合计',
  '备注：见附件',
  '长期',
  '８千元',
  '#N/A',
  '\\n\\"',
];

const sign = fc.constantFrom(
  ...['"', "'", ';', '；', '|', '、', ':', '：', '*', ',', '=', '+', '-', '@', '0', '1', '.', ' ', '_x', '\\', '/'],
  ...['车', '工', '繁', '體', '𠀀', '👩‍🔧', '\u2028', 'a', 'É', '(', '）', '<', '&'],
);

/** One line as our texts are kept: trimmed, in one writing, with something to be seen. */
export const wordText = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(sign, { minLength: 1, maxLength: 12 }).map((signs) => signs.join('')) },
    { weight: 1, arbitrary: fc.constantFrom(...nastyTexts.filter((text) => !/[\n\r\t]/.test(text))) },
  )
  .map((text) => text.trim().normalize('NFC') || '空');

/** Any cell: several lines too. */
export const cellText = fc.oneof(
  wordText,
  fc
    .array(fc.oneof(sign, fc.constantFrom('\n', '\r\n', '\t')), { maxLength: 12 })
    .map((signs) => signs.join('').trim()),
);
