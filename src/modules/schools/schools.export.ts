import type { Actor } from '../../kernel/actor.ts';
import { encodeListCursor, maxPageSize } from '../../kernel/page.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Client } from '../../platform/db/db.ts';
import { listText, nameText, numberText, yesText } from '../../platform/files/cell-text.ts';
import type { RecordCells, RecordsOut } from '../../platform/files/import-kind.ts';
import { type OrganizationRow, type OrganizationService, readOrganizations } from '../accounts/index.ts';
import { ConceptWords, type TaxonomySource } from '../taxonomy/index.ts';
import { schoolKindNames } from './schools.import.words.ts';
import { mayWriteFor } from './schools.rules.ts';
import { readSchools, readStandings } from './schools.store.ts';

export interface SchoolRecordsDeps {
  taxonomy: TaxonomySource;
  organizations: Pick<OrganizationService, 'find' | 'list' | 'externalIdFor'>;
}

const list = 'schools';

/** Schools as rows of the file that `schoolImport` reads. Who sees which is what accounts says of organizations. */
export function schoolRecords({ taxonomy, organizations }: SchoolRecordsDeps): RecordsOut {
  return {
    async page(client, actor, { organization, own }, after, limit) {
      const kept = async (ids: string[]) => (own ? written(client, taxonomy, actor, ids) : ids);
      if (organization !== null) return after === null ? kept(await onlyOne(organizations, actor, organization)) : [];
      const ids: string[] = [];
      for (let cursor = after && encodeListCursor(list, [after]); ids.length < limit; ) {
        const first = Math.min(maxPageSize, limit - ids.length);
        const page = await organizations.list(actor, { kind: 'SCHOOL', first, after: cursor }, list);
        ids.push(...(await kept(page.items.map(({ id }) => id))));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      return ids;
    },
    async cells(client, ids) {
      return cellsOf(client, taxonomy, await readOrganizations(client, ids), (row) => row.externalId ?? row.id);
    },
    async seen(client, actor, ids) {
      const rows = await readOrganizations(client, ids);
      const numberOf = (row: OrganizationRow): string =>
        row.externalId === null ? row.id : (organizations.externalIdFor(actor, row) ?? '');
      return cellsOf(client, taxonomy, rows, numberOf);
    },
  };
}

/** Those that the actor could import. */
async function written(client: Client, taxonomy: TaxonomySource, actor: Actor, ids: string[]): Promise<string[]> {
  if (!isAllowed(actor, 'organization:update')) return [];
  const standings = await readStandings(client, ids);
  const isWithin = (region: string, of: string) => taxonomy.now.isWithin('region', region, of);
  return ids.filter((id) => {
    const school = standings.get(id);
    return school !== undefined && mayWriteFor(actor, school, isWithin);
  });
}

async function onlyOne(organizations: SchoolRecordsDeps['organizations'], actor: Actor, id: string): Promise<string[]> {
  const row = await organizations.find(actor, id);
  return row?.kind === 'SCHOOL' && row.archivedAt === null ? [row.id] : [];
}

/** The other direction of schools.import.ts: who changes one changes both. */
async function cellsOf(
  client: Client,
  taxonomy: TaxonomySource,
  rows: readonly OrganizationRow[],
  numberOf: (row: OrganizationRow) => string,
): Promise<Map<string, RecordCells>> {
  const concepts = new ConceptWords(taxonomy.now);
  const schools = await readSchools(
    client,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => {
      const school = schools.get(row.id);
      const cells = {
        externalId: numberOf(row),
        name: row.name,
        kind: school?.kind ? nameText(school.kind, schoolKindNames) : '',
        region: concepts.word('region', row.region),
        creditCode: row.creditCode ?? '',
        tierTags: listText(school?.tierTags ?? []),
        industry: concepts.word('industry', row.industry),
        size: numberText(row.size),
        summary: row.summary ?? '',
        site: row.site ?? '',
        verified: yesText(row.verifiedAt !== null),
      };
      // What is told of a school stands in two rows; a change of either counts.
      return [row.id, { version: row.version + (school?.version ?? 0), cells }];
    }),
  );
}
