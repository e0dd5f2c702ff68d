import { DomainError } from '../../kernel/errors.ts';
import { defaultWorkbookBytes } from '../../platform/files/table.ts';

/** A workbook is made whole before it is sent, so that it is whole or refused; it holds what an import would take back. */
export const maxWorkbookRows = 100_000;

/** @throws TOO_LARGE */
export async function* limited(pages: AsyncIterable<string[][]>): AsyncGenerator<string[][]> {
  let count = 0;
  for await (const rows of pages) {
    count += rows.length;
    if (count > maxWorkbookRows)
      throw tooLarge(`The list has more than ${maxWorkbookRows} rows, which is too much for a workbook.`);
    yield rows;
  }
}

/** The whole of it, in memory, so that an error can still be answered with. */
export async function held(content: AsyncGenerator<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of content) {
    length += piece.length;
    if (length > defaultWorkbookBytes)
      throw tooLarge(
        `The workbook has more than ${defaultWorkbookBytes / 1_048_576} MB, which no import would take back.`,
      );
    pieces.push(piece);
  }
  return (async function* () {
    yield* pieces;
  })();
}

function tooLarge(message: string): DomainError {
  return new DomainError('TOO_LARGE', message, { cure: 'Ask for the file as CSV, or of one organization only.' });
}
