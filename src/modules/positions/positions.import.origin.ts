import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { badInput, DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';
import type { Cells } from '../../platform/files/cells.ts';
import type { ColumnDeclaration } from '../../platform/files/import-kind.ts';
import { NamedOrganizations } from '../accounts/index.ts';
import { type PositionRow, readNumberedId } from './positions.write.store.ts';

/** What may stand in the column of who posted a position. */
export const posterKinds = ['EMPLOYER', 'OFFICE', 'AGENCY'] as const;

export const originColumns: readonly ColumnDeclaration[] = [
  {
    name: 'postedBy',
    header: '发布机构',
    meaning:
      'Who posted it, where that is not the employer: external id, credit code, id or exact name. Read in the operator’s files only; a member’s new positions are posted by its organization.',
    example: '',
  },
  {
    name: 'repostOf',
    header: '重发自岗位编号',
    meaning:
      'Number of the earlier position of the employer that it repeats; it stands in an earlier row, or is there.',
    example: '',
  },
];

/** Where a position comes from; undefined for what the file has no column for, and what stays therefore. */
export interface Origin {
  postedBy: string | null | undefined;
  repostOf: string | null | undefined;
}

export function originOf(cells: Cells): Origin {
  const said = (column: string) => (cells.has(column) ? cells.text(column) : undefined);
  return { postedBy: said('postedBy'), repostOf: said('repostOf') };
}

/** Finds the posters and the repeated positions that rows name. */
export class PositionOrigins {
  private readonly actor: Actor;
  private readonly posters = new NamedOrganizations(posterKinds);
  /** Ids that new positions of the batch get, by employer and number. */
  private readonly coming = new Map<string, string>();

  constructor(actor: Actor) {
    this.actor = actor;
  }

  async prepare(client: Client, origins: readonly Origin[]): Promise<void> {
    this.coming.clear();
    await this.posters.prepare(
      client,
      origins.map(({ postedBy }) => postedBy ?? null),
    );
  }

  /** @throws BAD_INPUT at `postedBy`, `repostOf`. */
  async link<Row extends Pick<PositionRow, 'employerId' | 'externalId'>>(
    client: Client,
    { postedBy, repostOf }: Origin,
    row: Row,
  ): Promise<Row & Pick<PositionRow, 'postedById' | 'repostOfId' | 'newId' | 'says'>> {
    const isSaid = this.actor.kind === 'SYSTEM' && postedBy !== undefined;
    const poster = isSaid && postedBy !== null ? this.posterCalled(postedBy) : null;
    const linked = {
      ...row,
      postedById: poster ?? organizationOf(this.actor)?.id ?? row.employerId,
      repostOfId: repostOf == null ? null : await this.repeated(client, row, repostOf),
      newId: newId(),
      says: { poster: isSaid, repost: repostOf !== undefined },
    };
    this.coming.set(`${row.employerId} ${row.externalId}`, linked.newId);
    return linked;
  }

  private posterCalled(text: string): string {
    try {
      return this.posters.mentioned(text, 'postedBy').id;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const cure =
        'Give its external id, credit code or exact name. An empty cell is the employer; the column may be left out.';
      throw badInput('postedBy', error.message, cure);
    }
  }

  private async repeated(
    client: Client,
    { employerId, externalId }: Pick<PositionRow, 'employerId' | 'externalId'>,
    number: string,
  ): Promise<string> {
    if (number !== externalId) {
      const id = (await readNumberedId(client, employerId, number)) ?? this.coming.get(`${employerId} ${number}`);
      if (id !== undefined) return id;
    }
    throw badInput(
      'repostOf',
      'The employer has no such position, and no row above is one.',
      'Give the number of an earlier position of the same employer, and put its row above this one.',
    );
  }
}
