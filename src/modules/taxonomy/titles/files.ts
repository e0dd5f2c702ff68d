import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packageRoot } from '../../../platform/package-root.ts';
import type { TitleModel } from '../words/title-model.ts';
import { conceptLexiconOf } from './concepts.rules.ts';
import type { TitleLexicons } from './features.rules.ts';
import { predictTitles, type TitleModelParts } from './model.rules.ts';
import { deserializeTitleModel, serializeTitleModel } from './model-file.rules.ts';
import { noiseWordsOf, rowsOf } from './text.rules.ts';

/** The files stand beside the sources only; compiled code finds them from the root of the package. */
const folder = join(packageRoot, 'src', 'modules', 'taxonomy', 'titles');
export const titleModelFile = join(folder, 'model.bin.gz');

/** Words about a title that are not learned but written down: what an advertisement says besides, and what jobs are about. */
export function readTitleLexicons(): TitleLexicons {
  return { noise: noiseWordsOf(textOf('noise.tsv')), concepts: conceptLexiconOf(textOf('concepts.tsv')) };
}

/** Titles and codes: as people advertise (labelled), and as catalogs of trades list them (market). */
export function readLabelledTitles(name: 'labelled' | 'market'): { text: string; code: string }[] {
  return rowsOf(textOf(`${name}.tsv`)).map(([text = '', code = '']) => ({ text, code }));
}

let shipped: TitleModel | undefined;

/** The model that the product ships; read when it is first asked, once a process. */
export function shippedTitleModel(): TitleModel {
  return {
    predict(texts, limit) {
      shipped ??= readTitleModel();
      return shipped.predict(texts, limit);
    },
  };
}

/** The model as `npm run train-titles` has left it: some 3 MB. */
export function readTitleModel(): TitleModel {
  if (!existsSync(titleModelFile))
    throw new Error(
      'src/modules/taxonomy/titles/model.bin.gz is missing from this installation: npm run train-titles.',
    );
  return titleModelOf(deserializeTitleModel(gunzipSync(readFileSync(titleModelFile)), readTitleLexicons()));
}

export function titleModelOf(parts: TitleModelParts): TitleModel {
  return { predict: (texts, limit) => predictTitles(parts, texts, limit) };
}

/** The bytes of the file: the same for the same model, on every machine. */
export function packTitleModel(parts: TitleModelParts): Buffer {
  return gzipSync(serializeTitleModel(parts), { level: 9 });
}

function textOf(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
