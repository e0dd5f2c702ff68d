const scientific = /^([+-]?)(\d+)(?:\.(\d+))?e([+-]?\d{1,3})$/i;

/** A number with an exponent written out digit by digit, without rounding: 1.38e10 is 13800000000. Others as they are. */
export function expanded(text: string): string {
  const [, sign = '', whole, part = '', exponent] = scientific.exec(text) ?? [];
  if (whole === undefined || exponent === undefined) return text;
  const digits = whole + part;
  const point = whole.length + Number(exponent);
  const padded = point > digits.length ? digits.padEnd(point, '0') : digits;
  const number =
    point <= 0 ? `0.${'0'.repeat(-point)}${padded}` : `${padded.slice(0, point)}.${padded.slice(point) || '0'}`;
  return sign.replace('+', '') + trimmed(number);
}

/** As a cell of a workbook shows a number: of 15 digits, without exponent, noise of the last bits or a trailing zero. */
export function shortDecimal(text: string): string {
  if (/^-?[1-9]\d{0,14}$/.test(text)) return text;
  const number = Number(text);
  if (!Number.isFinite(number) || text.trim() === '') return text;
  // Longer whole numbers are keys, such as a credit code or a card: their digits stay.
  if (/^\d{16,}$/.test(text)) return text;
  return expanded(trimmed(String(Number(number.toPrecision(15)))));
}

/** Without zeros before the number and behind its last decimal. */
function trimmed(number: string): string {
  const short = number.replace(/^(-?)0+(?=\d)/, '$1');
  return short.includes('.') && !/e/i.test(short) ? short.replace(/\.?0+$/, '') : short;
}
