import { type Actor, organizationOf } from '../../kernel/actor.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Client } from '../../platform/db/db.ts';
import { dayText, listText, nameText, numberText, yesText, yuanText } from '../../platform/files/cell-text.ts';
import type { RecordCells, RecordsOut } from '../../platform/files/import-kind.ts';
import { OrganizationWords } from '../accounts/index.ts';
import { ConceptWords, type TaxonomySource } from '../taxonomy/index.ts';
import { type EntryOfCatalog, readEntriesOfCatalogs, readEntryIdsInSight } from './catalogs.export.store.ts';
import { levelNames, modeNames, statusNames } from './catalogs.import.words.ts';
import { type CatalogRecord, type EntryRecord, isIssuer } from './catalogs.rules.ts';

/** Entries of catalogs as rows of the file that `catalogImport` reads; each says its catalog in full. */
export function catalogRecords({ taxonomy }: { taxonomy: TaxonomySource }): RecordsOut {
  return {
    async page(client, actor, { organization, own, catalog }, after, limit) {
      const issuer = own ? (organizationOf(actor)?.id ?? null) : organization;
      if (own && organization !== null && organization !== issuer) return [];
      const place = { issuer, catalog: catalog ?? null, after, limit };
      return readEntryIdsInSight(client, actor, { ...place, isOpen: own && !isAllowed(actor, 'catalog:publish') });
    },
    async cells(client, ids) {
      return catalogCells(client, taxonomy, await readEntriesOfCatalogs(client, ids, null), null);
    },
    async seen(client, actor, ids) {
      return catalogCells(client, taxonomy, await readEntriesOfCatalogs(client, ids, actor), actor);
    },
  };
}

/** Entries by id as rows that each say their catalog in full; the issuer's numbers for itself alone, or for null. */
export async function catalogCells(
  client: Client,
  taxonomy: TaxonomySource,
  rows: readonly EntryOfCatalog[],
  actor: Actor | null,
): Promise<Map<string, RecordCells>> {
  const concepts = new ConceptWords(taxonomy.now);
  const issuers = await OrganizationWords.of(
    client,
    ['OFFICE'],
    rows.map(({ catalog }) => catalog.issuerId),
  );
  const regionOf = (code: string) => concepts.word('region', code);
  return new Map(
    rows.map(({ catalog, entry }) => {
      const isOpen = actor === null || isIssuer(actor, catalog);
      const cells = {
        catalog: isOpen ? (catalog.externalId ?? catalog.id) : '',
        ...issuers.mention('issuer', catalog.issuerId, regionOf, isOpen),
        ...headCells(catalog, concepts),
        ...entryCells(entry, concepts),
      };
      return [entry.id, { version: catalog.version, cells }];
    }),
  );
}

/** The other direction of catalogs.import.ts: who changes one changes both. */
function headCells(catalog: CatalogRecord, concepts: ConceptWords): Record<string, string> {
  return {
    region: concepts.word('region', catalog.region),
    title: catalog.title,
    mode: nameText(catalog.mode, modeNames),
    validFrom: dayText(catalog.validFrom),
    validTo: dayText(catalog.validTo),
    edition: catalog.edition,
    // Which of the published ones are superseded follows from their days.
    status: nameText(catalog.status === 'SUPERSEDED' ? 'PUBLISHED' : catalog.status, statusNames),
  };
}

function entryCells(entry: EntryRecord, concepts: ConceptWords): Record<string, string> {
  return {
    occupation: concepts.word('occupation', entry.occupation),
    tradeName: entry.tradeName ?? '',
    level: nameText(entry.level, levelNames),
    headcount: numberText(entry.headcount),
    majors: concepts.words('major', entry.majors),
    education: concepts.word('education', entry.education),
    grade: concepts.word('grade', entry.grade),
    schools: listText(entry.schools),
    payFrom: yuanText(entry.pay?.from ?? null),
    payTo: yuanText(entry.pay?.to ?? null),
    remark: entry.remark ?? '',
    withdraws: yesText(entry.withdraws),
  };
}
