import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportFault, ImportOutcome, ImportRecord } from '../src/modules/imports/index.ts';
import type { Scheme } from '../src/modules/taxonomy/index.ts';

type Columns = NonNullable<ImportOutcome['columns']>;

const said: Record<Columns['columns'][number]['how'], string> = {
  GIVEN: 'as said',
  REMEMBERED: 'as last time',
  NAME: '',
  ALIAS: '',
  GUESSED: 'guessed',
  CONTENT: 'by what stands in it',
  UNUSED: 'left out',
};

/** One line for each column of the file that is not read by its own name. */
export function reportColumns({ columns, titles, headerLine, keyMadeOf }: Columns): void {
  if (keyMadeOf.length > 0)
    console.error(
      `The file has no numbers of its records: they are made of ${keyMadeOf.join(', ')}, and are the same again.`,
    );
  const isPlain = columns.every(({ how }) => how === 'NAME' || how === 'ALIAS');
  if (isPlain && titles.length === 0) return;
  for (const title of titles) console.error(`Above the header: ${title}`);
  console.error(headerLine === null ? 'The table has no header.' : `The header is on line ${headerLine}:`);
  for (const { place, header, column, how, confidence, proposed, why } of columns) {
    const sure = confidence > 0 && confidence < 1 ? ` ${Math.round(confidence * 100)} %` : '';
    const words = [said[how], why, proposed === null ? null : `could be ${proposed}`].filter(Boolean).join(', ');
    console.error(`  ${header || `column ${place}`} → ${column ?? '–'}${words === '' ? '' : `  (${words}${sure})`}`);
  }
  console.error('Say otherwise with --map HEADER=COLUMN; an empty COLUMN leaves the header out.');
}

/** A line of progress that is written over, on a terminal only. */
export function reportProgress(rows: number, phase: 'LOADING' | 'APPLYING', seconds: number): void {
  if (!process.stderr.isTTY) return;
  const doing = phase === 'LOADING' ? 'read' : 'applied';
  const perSecond = seconds > 0 ? ` (${count(Math.round(rows / seconds))} rows/s)` : '';
  process.stderr.write(`\r${count(rows)} rows ${doing}${perSecond}   `);
}

export function reportOutcome(outcome: ImportOutcome, seconds: number): void {
  if (process.stderr.isTTY) process.stderr.write('\r');
  const { rows, faults, faultCount, notes, noteCount, left, leftCount, error } = outcome;
  const perSecond = rows < 1_000 ? '' : ` (${count(Math.round(rows / seconds))} rows/s)`;
  const speed = `${count(rows)} rows in ${seconds.toFixed(1)} s${perSecond}`;
  for (const fault of faults) console.error(lineOf(fault));
  if (faultCount > faults.length) console.error(`… and ${count(faultCount - faults.length)} more.`);
  if (error !== null) console.error(error);
  for (const { row, column, value, message } of notes)
    console.error(`row ${row}, column ${column}: ${message} [${value}]`);
  if (noteCount > notes.length) console.error(`… and ${count(noteCount - notes.length)} more notes.`);
  for (const { key, reason } of left) console.log(`${key} was left as it is: ${reason}.`);
  if (leftCount > left.length) console.log(`… and ${count(leftCount - left.length)} more.`);
  const isNothing = outcome.status === 'FAILED' && outcome.created + outcome.updated === 0;
  if (isNothing) console.error(`${count(faultCount)} errors in ${speed}. Nothing was written.`);
  else console.log(`${countsOf(outcome)}: ${speed}.`);
  if (outcome.status === 'DONE' && outcome.created + outcome.updated > 0)
    console.log(`npm run import -- --undo ${outcome.id} takes it back.`);
  if (outcome.status === 'CHECKED')
    console.log(
      `Nothing was written. npm run import -- --apply ${outcome.id} does it without the file, within 24 hours.`,
    );
}

/** Words that were no codes or names: those that a person has to choose, and what the others were taken for. */
export function reportWords(
  { words, wordCount, openWordCount }: ImportOutcome,
  nameOf: (scheme: Scheme, code: string) => string,
): void {
  if (wordCount === 0) return;
  const shown = (scheme: string, code: string) => `${code} ${nameOf(scheme as Scheme, code)}`.trim();
  console.error(
    `${count(wordCount)} words are no codes or names; ${count(openWordCount)} of them a person has to choose.`,
  );
  for (const { scheme, text, column, codes, confidence, matchedBy, candidates, rows, firstRow } of words) {
    const where = `${column} “${text}” (${count(rows)} ${rows === 1 ? `row, ${firstRow}` : `rows, the first ${firstRow}`})`;
    const could = candidates.map((one) => `${shown(scheme, one.code)} ${one.confidence}`).join(', ');
    const taken = `${codes.map((code) => shown(scheme, code)).join(', ')}  (${confidence}, ${matchedBy})`;
    console.error(
      codes.length > 0 ? `  ${where} → ${taken}` : `  ${where}: choose with --word '${scheme}:${text}=CODE': ${could}`,
    );
  }
  if (wordCount > words.length) console.error(`  … and ${count(wordCount - words.length)} more.`);
}

function countsOf({ created, updated, unchanged, leftCount, faultCount, status }: ImportOutcome): string {
  const would = status === 'CHECKED' ? 'would be ' : '';
  const refused = faultCount === 0 ? '' : `, ${count(faultCount)} refused`;
  return `${count(created)} ${would}created, ${count(updated)} ${would}updated, ${count(unchanged)} unchanged, ${count(leftCount)} left${refused}`;
}

function lineOf({ code, row, column, value, message, cure }: ImportFault): string {
  const place = [row === null ? 'file' : `row ${row}`, ...(column === null ? [] : [`column ${column}`])].join(', ');
  return `${place}: ${code}: ${message}${value === null ? '' : ` [${value}]`}${cure === null ? '' : ` ${cure}`}`;
}

/** One line an import, the newest first. */
export function reportList(imports: readonly ImportRecord[]): void {
  for (const { id, kind, status, fileName, startedAt, rowsApplied, created, updated, refused } of imports) {
    const when = startedAt.toISOString().slice(0, 16).replace('T', ' ');
    console.log(
      `${id}  ${when}  ${status.padEnd(8)}  ${kind}  ${fileName}: ${count(rowsApplied)} rows, ${count(created)} created, ${count(updated)} updated, ${count(refused)} refused`,
    );
  }
  if (imports.length === 0) console.log('There are no imports.');
}

/** Writes the refused rows beside the file, or wherever was said. */
export async function writeRefused(file: string, content: AsyncGenerator<Buffer>): Promise<void> {
  await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(file));
  console.error(`The refused rows stand in ${file}, each with its reason: mend them there and import that file.`);
}

export function count(n: number): string {
  return n.toLocaleString('en');
}
