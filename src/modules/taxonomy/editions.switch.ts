import { DomainError } from '../../kernel/errors.ts';
import type { ConceptUses } from '../../platform/db/concept-uses.ts';
import type { Client } from '../../platform/db/db.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import type { ConceptRecord } from './concept.rules.ts';
import { conceptsAfter, linksAfter } from './edition.apply.rules.ts';
import { type ConceptChanges, changesBetween, touchedConcepts } from './edition.changes.rules.ts';
import { checkEdition } from './edition.rules.ts';
import { checksumOf, type EditionRows, schemesOf } from './edition.ts';
import {
  type ConceptUseCount,
  countRecords,
  countUses,
  keepEdition,
  lockEditions,
  readEditions,
  recordUses,
  turnTo,
  writeConcepts,
  writeLinks,
} from './editions.store.ts';
import { Taxonomy } from './taxonomy.rules.ts';
import { occupationId } from './taxonomy.search.ts';
import { readConcepts, readLinks } from './taxonomy.store.ts';

/** What other modules have to do with a switch. */
export interface SwitchParts {
  /** Where their records name concepts. */
  uses: () => readonly ConceptUses[];
  /** Writes what an edition states for them, in the transaction of the switch. */
  alongside?: ((tx: Client, edition: EditionRows) => Promise<void>) | undefined;
}

/** What a switch would change, before anything is written. */
export interface EditionPreview {
  edition: string;
  /** Its name is known with this content. */
  isKnown: boolean;
  changes: ConceptChanges;
  /** Records that name a concept which is retired by it. */
  uses: ConceptUseCount[];
  /** Records whose search documents are made again. */
  touched: { kind: string; records: number }[];
}

/** The taxonomy after a switch, and the count of switches with it. */
export interface Switched {
  taxonomy: Taxonomy;
  turn: number;
}

/**
 * Switches to an edition in a caller's transaction; null when it is the one that was switched to last.
 * @throws EDITION_CHANGED when the name stands for another content; BAD_INPUT for an edition with a fault.
 */
export async function switchEdition(
  tx: Client,
  edition: EditionRows,
  parts: SwitchParts,
  shipped: boolean,
): Promise<Switched | null> {
  await lockEditions(tx);
  const { isKnown, isLast } = await lookUp(tx, edition);
  if (isKnown && isLast) return null;
  const { before, after } = await standings(tx, edition);
  await keepEdition(tx, edition, shipped);
  const written = changed(before, after);
  await writeConcepts(tx, written);
  await writeLinks(tx, edition);
  const turn = await turnTo(tx, edition);
  await parts.alongside?.(tx, edition);
  await recordUses(tx, parts.uses(), touchedConcepts(before, after));
  const occupations = written.filter(({ scheme }) => scheme === 'occupation');
  await recordChange(tx, { kind: 'occupation', ids: occupations.map(({ code }) => occupationId(code)) });
  return { taxonomy: after, turn };
}

/** @throws as `switchEdition`. */
export async function previewEdition(
  client: Client,
  edition: EditionRows,
  { uses }: SwitchParts,
): Promise<EditionPreview> {
  const { isKnown } = await lookUp(client, edition);
  const { before, after } = await standings(client, edition);
  const changes = changesBetween(before, after, schemesOf(edition));
  return {
    edition: edition.edition,
    isKnown,
    changes,
    uses: await countUses(client, uses(), changes.retired),
    touched: await countRecords(client, uses(), touchedConcepts(before, after)),
  };
}

/** @throws EDITION_CHANGED */
export async function lookUp(client: Client, edition: EditionRows): Promise<{ isKnown: boolean; isLast: boolean }> {
  const editions = await readEditions(client);
  const known = editions.find((one) => one.edition === edition.edition);
  if (known && known.checksum !== checksumOf(edition)) {
    throw new DomainError(
      'EDITION_CHANGED',
      `The edition ${edition.edition} was loaded with other content: an edition does not change under its name.`,
      { path: 'edition', cure: 'Give the new content a name of its own, in edition.tsv.' },
    );
  }
  return { isKnown: known !== undefined, isLast: known !== undefined && known === editions[0] };
}

async function standings(client: Client, edition: EditionRows): Promise<{ before: Taxonomy; after: Taxonomy }> {
  const [concepts, links] = await Promise.all([readConcepts(client), readLinks(client)]);
  checkEdition(edition, concepts);
  return {
    before: new Taxonomy(concepts, links),
    after: new Taxonomy(conceptsAfter(concepts, edition), linksAfter(links, edition)),
  };
}

function changed(before: Taxonomy, after: Taxonomy): ConceptRecord[] {
  return after.everything().filter((concept) => before.get(concept.scheme, concept.code) !== concept);
}
