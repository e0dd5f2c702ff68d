import fc from 'fast-check';
import { Converter } from 'opencc-js/cn2t';
import { describe, expect, it } from 'vitest';
import type { Scheme } from '../../src/modules/taxonomy/index.ts';
import { wordKey } from '../../src/modules/taxonomy/words/folding.rules.ts';
import { readTitle } from '../../src/modules/taxonomy/words/title.rules.ts';
import { certainAt } from '../../src/modules/taxonomy/words/words.rules.ts';
import { candidates, resolversWith, taxonomy } from './words.shipped.ts';

const schemes: Scheme[] = [
  'occupation',
  'major',
  'region',
  'skill',
  'industry',
  'licence',
  'grade',
  'education',
  'titleSeries',
];
const traditional = Converter({ from: 'cn', to: 't' });
const taiwanese = Converter({ from: 'cn', to: 'tw' });
const fullWidth = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const spaced = (text: string) => ` ${[...text].join(' ')}\t`;
const forms = [(text: string) => fullWidth(traditional(text)), (text: string) => spaced(taiwanese(text).toUpperCase())];

interface Named {
  code: string;
  name: string;
}

/** Every name and alias that is no code, with all concepts that bear it. */
function namesOf(scheme: Scheme): { named: Named[]; owners: Map<string, Set<string>> } {
  const owners = new Map<string, Set<string>>();
  const named = taxonomy
    .all(scheme)
    .flatMap(({ code, name, nameEn, aliases }) =>
      [name, nameEn, ...aliases].flatMap((one) => (one && !taxonomy.get(scheme, one) ? [{ code, name: one }] : [])),
    );
  for (const { code, name } of named) {
    owners.set(wordKey(name), (owners.get(wordKey(name)) ?? new Set()).add(code));
  }
  return { named, owners };
}

describe.each(schemes)('every shipped name of %s', { timeout: 60_000 }, (scheme) => {
  const { named, owners } = namesOf(scheme);

  it('that one concept bears names it, certainly', () => {
    const wrong = named.filter(({ code, name }) => {
      if (owners.get(wordKey(name))?.size !== 1) return false;
      const [best] = candidates(scheme, name);
      // 朝阳 is the one alias that means another place as often.
      return best?.code !== code || (best.confidence < certainAt && name !== '朝阳');
    });
    expect(named.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('that several bear has each of them among its candidates', () => {
    const missing = named.filter(({ code, name }) => !candidates(scheme, name).some((one) => one.code === code));
    expect(missing).toEqual([]);
  });

  it('names the same in 繁體, full width, capitals and with spaces', () => {
    const wrong = named.flatMap(({ name }) => {
      const best = candidates(scheme, name)[0]?.code;
      return forms.flatMap((form) => (candidates(scheme, form(name))[0]?.code === best ? [] : [form(name)]));
    });
    expect(wrong).toEqual([]);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '急聘',
        'CNC',
        '8k',
        '-',
        '12k',
        '（',
        '）',
        '招',
        '3人',
        '厦门',
        'C++',
        '、',
        '\n',
        '不要求',
        '\ud800',
        '\0',
        ' ',
        '\u202e',
        '电工',
        '高级',
        '及',
        '专业',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('any text', { timeout: 60_000 }, () => {
  const resolvers = resolversWith();

  it('has candidates that are there, with confidences from 0 to 1 and places inside of it, best first in each part', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schemes), hostile, (scheme, text) => {
        const [found = []] = resolvers.of(scheme).resolveAll([text], { limit: 20 });
        for (const [at, { code, confidence, start, end }] of found.entries()) {
          expect(taxonomy.get(scheme, code)).not.toBeNull();
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          const before = found.slice(0, at).findLast((one) => one.start === start);
          if (scheme !== 'skill' && before) expect(before.confidence).toBeGreaterThanOrEqual(confidence - 1e-9);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is answered in its place, whatever is asked beside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schemes), fc.array(hostile, { maxLength: 5 }), (scheme, texts) => {
        const together = resolvers.of(scheme).resolveAll(texts, { limit: 5 });
        const alone = texts.map((text) => resolvers.of(scheme).resolveAll([text], { limit: 5 })[0]);
        expect(together).toEqual(alone);
      }),
      { numRuns: 500 },
    );
  });

  it('is read as a title with sound figures and no more than was written', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { core, pay, grade, headcount } = readTitle(text);
        expect([...core].length).toBeLessThanOrEqual([...text.normalize('NFKC')].length);
        if (pay?.from != null && pay.to != null) expect(pay.from).toBeLessThanOrEqual(pay.to);
        if (grade !== null) expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(grade);
        if (headcount !== null) expect(headcount).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
