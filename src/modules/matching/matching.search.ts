import type { DocumentPart, SearchPart } from '../../platform/search/document.ts';
import type { FieldDeclaration } from '../../platform/search/engine.ts';
import { readProjectedTalents } from '../talents/index.ts';
import { bandEdges, bandField, bandsOf } from './bands.rules.ts';
import { scoredPositions, scoredTalents, type TrainedFor } from './matching.facts.ts';
import type { ScoredPosition, ScoredTalent } from './matching.pair.ts';
import type { ProfileSource } from './matching.profiles.ts';
import { preparePosition, prepareTalent } from './prepared.rules.ts';
import { positionRecallFields, talentRecallFields } from './recall-fields.rules.ts';
import { positionKeys, positionNumbers, talentKeys, talentNumbers } from './recall-keys.rules.ts';

const occupationLevels = [1, 2, 3, 4];

const bandFields: readonly FieldDeclaration[] = bandEdges.flatMap((edge) =>
  occupationLevels.map((level) => ({
    name: bandField(edge, level),
    kind: 'BANDS' as const,
    meaning: `Occupations of level ${level} whose frozen profile the talent meets by an employer fit of ${edge} % or more.`,
  })),
);

/** What matching adds to a talent's document: keys to recall by, the values a score needs, the bands. */
export function talentMatchingPart(trainedFor: TrainedFor, profiles: ProfileSource): SearchPart {
  return {
    index: 'talent',
    fields: [...talentRecallFields, ...bandFields],
    async project(client, ids) {
      const talents = await scoredTalents(client, ids, trainedFor, readProjectedTalents);
      const { book, context } = profiles.now();
      const { taxonomy } = context;
      const partOf = (talent: ScoredTalent): DocumentPart => {
        const prepared = prepareTalent(talent, context);
        return {
          keys: { ...talentKeys(talent, taxonomy, prepared), ...bandsOf(talent, book, context, prepared) },
          numbers: talentNumbers(talent, taxonomy, prepared),
          packed: talent,
        };
      };
      return new Map([...talents].map(([id, talent]) => [id, partOf(talent)]));
    },
    dependsOn: { talent: async (_client, ids) => ids },
  };
}

/** What matching adds to a position's document. */
export function positionMatchingPart(profiles: ProfileSource): SearchPart {
  return {
    index: 'position',
    fields: positionRecallFields,
    async project(client, ids) {
      const positions = await scoredPositions(client, ids);
      const { taxonomy } = profiles.now().context;
      const partOf = (position: ScoredPosition): DocumentPart => {
        const prepared = preparePosition(position, taxonomy);
        return {
          keys: positionKeys(position, taxonomy, prepared),
          numbers: positionNumbers(position, taxonomy, prepared),
          packed: position,
        };
      };
      return new Map([...positions].map(([id, position]) => [id, partOf(position)]));
    },
    dependsOn: { position: async (_client, ids) => ids },
  };
}
