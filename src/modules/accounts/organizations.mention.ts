import type { OrganizationKind } from '../../kernel/actor.ts';
import type { Cells } from '../../platform/files/cells.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';

/** How a row of a file names an organization; all null for one that names none. */
export interface Mention {
  reference: string | null;
  name: string | null;
  creditCode: string | null;
  region: string | null;
}

/** Words for the four columns in which a file names the organization that a record belongs to. */
export interface MentionWords {
  /** The first column; the others are called by it: employer, employerName … */
  column: string;
  kind: OrganizationKind;
  noun: string;
  headers: { reference: string; name: string; creditCode: string; region: string };
  examples: { reference: string; name: string; creditCode: string; region: string };
  /** Where a new one sits that the file gives no region. */
  otherwise: string;
}

export function mentionColumns({ column, noun, headers, examples, otherwise }: MentionWords): ColumnDeclaration[] {
  return [
    {
      name: column,
      header: headers.reference,
      meaning: `The ${noun}: its external id, credit code, id or exact name. --organization names one for the whole file.`,
      example: examples.reference,
    },
    {
      name: `${column}Name`,
      header: headers.name,
      meaning: `Its registered name; a ${noun} that is not here yet is made with it.`,
      example: examples.name,
    },
    {
      name: `${column}CreditCode`,
      header: headers.creditCode,
      meaning: 'Its unified social credit code, 18 characters.',
      example: examples.creditCode,
    },
    {
      name: `${column}Region`,
      header: headers.region,
      meaning: `Region of a new one, code or name; ${otherwise}`,
      example: examples.region,
    },
  ];
}

/** @param regionOf a code for a region as written, or BAD_INPUT */
export function readMention(cells: Cells, column: string, regionOf: (text: string, column: string) => string): Mention {
  const region = cells.text(`${column}Region`);
  return {
    reference: cells.text(column),
    name: cells.text(`${column}Name`),
    creditCode: cells.text(`${column}CreditCode`)?.toUpperCase() ?? null,
    region: region === null ? null : regionOf(region, `${column}Region`),
  };
}
