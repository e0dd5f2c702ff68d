import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexTitles, readTitleModel, shippedTaxonomy, similarities } from '../../src/modules/taxonomy/index.ts';
import { calibrationOf } from '../../src/modules/taxonomy/titles/calibration.rules.ts';
import { readLabelledTitles, readTitleLexicons } from '../../src/modules/taxonomy/titles/files.ts';
import { calibrated, predictTitles } from '../../src/modules/taxonomy/titles/model.rules.ts';
import { deserializeTitleModel, serializeTitleModel } from '../../src/modules/taxonomy/titles/model-file.rules.ts';
import { jobWords } from '../../src/modules/taxonomy/titles/text.rules.ts';
import { trainTitles } from '../../src/modules/taxonomy/titles/train.rules.ts';

const lexicons = readTitleLexicons();
const rows = ['焊工', '电焊工', '二保焊工', '氩弧焊工'].map((text) => ({ text, code: '6-18-02-04', weight: 1 }));
const others = ['会计', '主办会计', '成本会计', '会计助理'].map((text) => ({ text, code: '2-06-03-00', weight: 1 }));

describe('learning titles', () => {
  const model = trainTitles([...rows, ...others], lexicons);

  it('tells what it was taught, in words that it was not taught', () => {
    const answers = predictTitles(model, ['急聘焊工8k-12k', '会计主管'], 2);
    expect(answers.map(([best]) => best?.code)).toEqual(['6-18-02-04', '2-06-03-00']);
    expect(answers.every(([best, next]) => (best?.confidence ?? 0) > (next?.confidence ?? 1))).toBe(true);
  });

  it('is the same from its file, and from a second training', () => {
    const texts = ['焊工', '会计', '保安', ''];
    const expected = predictTitles(model, texts, 2);
    const bytes = serializeTitleModel(model);
    expect(predictTitles(deserializeTitleModel(bytes, lexicons), texts, 2)).toEqual(expected);
    expect(serializeTitleModel(trainTitles([...rows, ...others], lexicons))).toEqual(bytes);
  });

  it('takes pay and offers away, and leaves a title that is nothing else', () => {
    expect(jobWords('急聘cnc师傅8k-12k', lexicons.noise)).toBe('cnc师傅');
    expect(jobWords('双休', lexicons.noise)).toBe('双休');
  });
});

describe('the curve of confidence', () => {
  it('rises, and says how often such an answer was right', () => {
    const outcomes = Array.from({ length: 1_000 }, (_, n) => ({ share: n / 1_000, right: n % 10 < n / 100 }));
    const curve = calibrationOf(outcomes);
    const said = Array.from({ length: 101 }, (_, n) => calibrated(n / 100, curve));
    expect(said).toEqual([...said].sort((a, b) => a - b));
    for (const at of [0.25, 0.5, 0.75]) expect(Math.abs(calibrated(at, curve) - at)).toBeLessThan(0.1);
  });
});

describe('the shipped model', () => {
  const model = readTitleModel();
  const taxonomy = shippedTaxonomy();
  const labelled = readLabelledTitles('labelled');

  it('was learned from the shipped titles, and names occupations that there are', () => {
    const answers = model.predict(
      labelled.map(({ text }) => text),
      3,
    );
    const right = answers.filter(([best], at) => best?.code === labelled[at]?.code).length / labelled.length;
    // Labels that contradict each other keep it from 1; a model of other titles would reach two thirds.
    expect(right).toBeGreaterThan(0.8);
    expect(answers.flat().filter(({ code }) => taxonomy.get('occupation', code) === null)).toEqual([]);
    expect(answers.flat().every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
  });

  it('answers any text, sure by 0 to 1, best first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const [answers = []] = model.predict([text], 5);
        const sure = answers.map(({ confidence }) => confidence);
        expect(sure).toEqual([...sure].sort((a, b) => b - a));
        expect(sure.every((one) => one >= 0 && one <= 1)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('likeness of titles', () => {
  const titles = ['程序员', '厨师', '软件开发工程师', 'software engineer', '保安'];
  const liked = (title: string) => {
    const scores = similarities(title, indexTitles(titles, lexicons));
    return titles.toSorted((a, b) => (scores[titles.indexOf(b)] ?? 0) - (scores[titles.indexOf(a)] ?? 0));
  };

  it('finds one trade by other words, in the other language too', () => {
    expect(liked('码农').slice(0, 3).sort()).toEqual(['software engineer', '程序员', '软件开发工程师'].sort());
    expect(liked('cook')[0]).toBe('厨师');
  });
});
