import { badInput } from '../../kernel/errors.ts';
import type { Cells } from '../../platform/files/cells.ts';
import { type Mention, readMention } from '../accounts/index.ts';
import type { ConceptCells } from '../taxonomy/index.ts';
import { headColumns } from './catalogs.import.columns.ts';
import { modeNames, statuses, statusNames } from './catalogs.import.words.ts';
import { type CatalogDraft, checkCatalog } from './catalogs.input.ts';
import { catalogModes } from './catalogs.rules.ts';
import type { CatalogRow } from './catalogs.write.store.ts';

/** What the rules of catalogs call otherwise than the columns do. */
export const paths = { externalId: 'catalog' };

/** A catalog as a file first gives it; later rows repeat it or leave it out. */
export interface Head {
  /** The cells as they stand, to see whether a later row says otherwise. */
  said: Readonly<Record<string, string>>;
  draft: CatalogDraft & { externalId: string; region: string };
  status: CatalogRow['status'];
  issuer: Mention;
  /** The row of the catalog, once its issuer is known. */
  linked: CatalogRow | null;
  /** Its id, once it is written. */
  id: string | null;
  /** How many entries the file has given it so far. */
  lines: number;
}

/** The catalogs that the rows of a file name. */
export class CatalogHeads {
  private readonly concepts: ConceptCells;
  private readonly restores: boolean;
  /** By number: two offices may number alike. */
  private readonly heads = new Map<string, Head[]>();
  private last: Head | null = null;

  /** @param restores whether rows bring entries back as they were: what they say of their catalogs may differ */
  constructor(concepts: ConceptCells, restores: boolean) {
    this.concepts = concepts;
    this.restores = restores;
  }

  /** The catalog that a row names, or that of the rows above. */
  headOf(cells: Cells): Head {
    const externalId = cells.text('catalog');
    if (externalId === null) {
      if (this.last) return this.last;
      throw badInput(
        'catalog',
        'The row names no catalog, and the rows above name none that could be read.',
        'Give its number.',
      );
    }
    this.last = null;
    const said = Object.fromEntries(headColumns.map(({ name }) => [name, cells.text(name) ?? '']));
    const known = this.knownOf(externalId, said);
    const isBare = headColumns.every(({ name }) => name === 'catalog' || said[name] === '');
    if (known && !isBare && !this.restores && headColumns.some(({ name }) => known.said[name] !== said[name])) {
      throw badInput(
        'catalog',
        'An earlier row says something else of this catalog.',
        'Repeat its columns unchanged, or leave them empty.',
      );
    }
    const head = known ?? this.newHead(cells, externalId, said);
    if (!known) this.heads.set(externalId, [...(this.heads.get(externalId) ?? []), head]);
    this.last = head;
    return head;
  }

  /** That of the issuer named, or without one the last; one that was given no issuer is held to be the same. */
  private knownOf(externalId: string, said: Head['said']): Head | undefined {
    const named = this.heads.get(externalId) ?? [];
    const issuer = issuerOf(said);
    if (issuer === '') return named.at(-1);
    return named.find((head) => [issuer, ''].includes(issuerOf(head.said)));
  }

  /** What the row has of the catalog that it belongs to, as it would say it if it stood alone. */
  carried(cells: Cells): Readonly<Record<string, string>> {
    return cells.text('catalog') === null ? (this.last?.said ?? {}) : {};
  }

  private newHead(cells: Cells, externalId: string, said: Head['said']): Head {
    const { taxonomy } = this.concepts;
    const region = this.concepts.resolve('region', cells.needed('region'), 'region');
    const draft = {
      externalId,
      region,
      title: cells.needed('title'),
      mode: cells.choice('mode', catalogModes, modeNames) ?? 'ADDS',
      validFrom: cells.day('validFrom'),
      validTo: cells.day('validTo'),
      edition: cells.needed('edition'),
    };
    // Held to its issuer's region once that is known.
    cells.inColumns(paths, () => checkCatalog(draft, taxonomy, region, 'row'));
    return {
      said,
      draft,
      status: cells.choice('status', statuses, statusNames) ?? 'PUBLISHED',
      issuer: readMention(cells, 'issuer', (text, column) => this.concepts.resolve('region', text, column)),
      linked: null,
      id: null,
      lines: 0,
    };
  }
}

function issuerOf(said: Head['said']): string {
  return ['issuer', 'issuerName', 'issuerCreditCode']
    .map((column) => said[column] ?? '')
    .join('\n')
    .trim();
}
