/**
 * What a spreadsheet would take for a formula when it opens a CSV file, and run: OWASP, “CSV Injection”. Full-width signs
 * too, which East Asian versions take for the plain ones. Apostrophes before it are what `guarded` adds.
 */
const formula = /^'*\s*[=+\-@＝＋－＠\t\r\n]/;
/** A number may begin with its minus: nothing is run of it. */
const number = /^'*-\d+(\.\d+)?$/;

function isFormula(text: string): boolean {
  return formula.test(text) && !number.test(text);
}

/** A cell of a CSV file that no spreadsheet runs: with an apostrophe before it where it needs one. */
export function guarded(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** What `guarded` was given, exactly; other apostrophes stay. */
export function unguarded(cell: string): string {
  return cell.charCodeAt(0) === 39 && isFormula(cell) ? cell.slice(1) : cell;
}
