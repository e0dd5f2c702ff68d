import type { Scheme } from './concept.rules.ts';
import type { ConceptChanges } from './edition.changes.rules.ts';
import { schemesOf } from './edition.ts';
import type { EditionPreview } from './editions.switch.ts';

/** A preview as lines to read, at most `most` of each kind of change; the counts are always whole. */
export function previewLines(preview: EditionPreview, most: number): string[] {
  const { edition, isKnown, changes, touched } = preview;
  const schemes = changedSchemes(changes);
  return [
    `Edition ${edition}${isKnown ? ', which was loaded before' : ''}.`,
    ...(schemes.length === 0 ? ['No concept changes.'] : []),
    ...schemes.flatMap((scheme) => [`${scheme}: ${countsOf(changes, scheme)}`]),
    ...listed('Retired', most, changes.retired, (concept) => retiredLines(concept, preview)),
    ...listed('Ambiguous', most, changes.ambiguous, ({ scheme, text, codes }) => [
      `${scheme} “${text}” fits ${codes.join(', ')}`,
    ]),
    ...listed('Renamed', most, changes.renamed, ({ concept, before }) => [
      `${concept.scheme} ${concept.code} ${before} → ${concept.name}`,
    ]),
    ...listed('Moved', most, changes.moved, ({ concept, before }) => [
      `${concept.scheme} ${concept.code} ${concept.name}: under ${concept.parent ?? 'nothing'}, was under ${before ?? 'nothing'}`,
    ]),
    ...listed('Added', most, changes.added, ({ scheme, code, name }) => [`${scheme} ${code} ${name}`]),
    ...listed('In use again', most, changes.restored, ({ scheme, code, name }) => [`${scheme} ${code} ${name}`]),
    touched.length === 0
      ? 'No search document is made again.'
      : `Search documents are made again of ${touched.map(({ kind, records }) => counted(records, kind)).join(', ')}.`,
  ];
}

function retiredLines({ scheme, code, name, successors }: ConceptChanges['retired'][number], { uses }: EditionPreview) {
  const used = uses.filter((use) => use.scheme === scheme && use.code === code);
  const [only, ...others] = successors;
  const fate =
    only === undefined
      ? 'without a successor: records keep it'
      : others.length === 0
        ? `→ ${only}, which stands for it`
        : `→ ${successors.join(' or ')}: records keep it until a person decides`;
  const named = used.map(({ kind, records }) => counted(records, kind)).join(', ');
  return [`${scheme} ${code} ${name} ${fate}`, `  named by ${named === '' ? 'no record' : named}`];
}

function listed<T>(title: string, most: number, items: readonly T[], lines: (item: T) => string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - most;
  return [
    `${title}:`,
    ...items.slice(0, most).flatMap((item) => lines(item).map((line) => `  ${line}`)),
    ...(more > 0 ? [`  … and ${more} more; --all shows them.`] : []),
  ];
}

function changedSchemes({ ambiguous: _ambiguous, renamed, moved, ...lists }: ConceptChanges): Scheme[] {
  return schemesOf({
    concepts: [...Object.values(lists).flat(), ...[...renamed, ...moved].map(({ concept }) => concept)],
  });
}

function countsOf(changes: ConceptChanges, scheme: Scheme): string {
  const of = (concepts: readonly { scheme: Scheme }[], word: string): string[] => {
    const count = concepts.filter((concept) => concept.scheme === scheme).length;
    return count === 0 ? [] : [`${count} ${word}`];
  };
  const concepts = (list: readonly { concept: { scheme: Scheme } }[]) => list.map(({ concept }) => concept);
  return [
    ...of(changes.added, 'added'),
    ...of(concepts(changes.renamed), 'renamed'),
    ...of(concepts(changes.moved), 'moved'),
    ...of(changes.described, 'with other aliases or attributes'),
    ...of(changes.retired, 'retired'),
    ...of(changes.restored, 'in use again'),
  ].join(', ');
}

function counted(records: number, kind: string): string {
  const words = kind.replace(/([A-Z])/g, ' $1').toLowerCase();
  return `${records} ${words.replace(/y$/, records === 1 ? 'y' : 'ie')}${records === 1 ? '' : 's'}`;
}
