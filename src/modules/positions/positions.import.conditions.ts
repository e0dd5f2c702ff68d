import type { Cells } from '../../platform/files/cells.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { unlawfulClauses, unlawfulNote } from '../../platform/files/unlawful.ts';

/** Columns of text that a position has no field for: it is read with the description, by its header. */
const texts: readonly (ColumnDeclaration & { ground?: string })[] = [
  {
    name: 'requirements',
    header: '任职要求',
    meaning: 'What is asked in words. Kept at the end of the description.',
    example: '',
  },
  { name: 'otherRequirements', header: '其他要求', meaning: 'The same, further demands.', example: '' },
  { name: 'benefits', header: '福利待遇', meaning: 'Benefits. Kept at the end of the description.', example: '' },
  {
    name: 'ageAsked',
    header: '年龄要求',
    ground: 'age',
    meaning: 'Kept at the end of the description as text: nobody is matched by age.',
    example: '',
  },
  {
    name: 'sexAsked',
    header: '性别要求',
    ground: 'sex',
    meaning: 'Kept at the end of the description as text: nobody is matched by sex.',
    example: '',
  },
  {
    name: 'originAsked',
    header: '户籍要求',
    ground: 'household registration or origin',
    meaning: 'Kept at the end of the description as text: nobody is matched by household registration.',
    example: '',
  },
  {
    name: 'remark',
    header: '备注',
    meaning: 'What else there is to say. Kept at the end of the description.',
    example: '',
  },
];

const notAsked = /^(年龄|性别|男女|户籍)?(不限|均可|无要求|不要求|不作要求)$/;

export const conditionColumns: readonly ColumnDeclaration[] = texts.map(({ ground: _, ...column }) => ({
  ...column,
  isOnlyRead: true,
}));

/**
 * The description with the texts of the other columns, each below its header. A demand by which nobody may be chosen
 * stays where people read it, becomes no filter, and is noted.
 */
export function descriptionOf(cells: Cells): string | null {
  const lines: string[] = [];
  const description = cells.text('description');
  if (description !== null) {
    noteUnlawful(cells, 'description', description);
    lines.push(description);
  }
  for (const { name, header, ground } of texts) {
    const text = cells.said(name);
    if (text === null || (ground !== undefined && notAsked.test(text.normalize('NFKC')))) continue;
    if (ground === undefined) noteUnlawful(cells, name, text);
    else cells.note(name, unlawfulNote([{ clause: text, ground }]));
    lines.push(`${header}：${text}`);
  }
  return lines.length === 0 ? null : lines.join('\n');
}

function noteUnlawful(cells: Cells, column: string, text: string): void {
  const clauses = unlawfulClauses(text);
  if (clauses.length > 0) cells.note(column, unlawfulNote(clauses));
}
