import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/kernel/errors.ts';
import { checkText, inLines, optionalText } from '../../src/kernel/text.ts';

const bounds = { min: 1, max: 10 };

describe('a text', () => {
  it('is trimmed, in one writing, and counted as a reader counts', () => {
    expect(checkText('  焊工 ', 'input.name', bounds)).toBe('焊工');
    expect(checkText('Cafe\u0301', 'input.name', { min: 4, max: 4 })).toBe('Caf\u00e9');
    expect(checkText('𠮷'.repeat(10), 'input.name', bounds)).toHaveLength(20);
    expect(checkText('👩‍🔧', 'input.name', bounds)).toBe('👩‍🔧');
  });

  it.each([
    ['NUL', 'a\0b'],
    ['a control character', 'a\u0007b'],
    ['a control character of C1', 'a\u0085b'],
    ['a line break where one line is asked', 'a\nb'],
    ['a tab where one line is asked', 'a\tb'],
    ['half of a pair', 'a\ud800b'],
    ['a direction turned around', 'a\u202eb'],
    ['a direction set apart', 'a\u2066b'],
    ['a zero width only', '\u200b'],
    ['zero widths and spaces only', '\u200d \u2060\u3164'],
    ['too few characters', '  '],
    ['too many characters', 'a'.repeat(11)],
  ])('is refused with path and cure: %s', (_, text) => {
    let refusal: unknown;
    try {
      checkText(text, 'input.name', bounds);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'BAD_INPUT', details: { path: 'input.name', cure: expect.any(String) } });
  });

  it('of several lines has line breaks and tabs, and no other control character', () => {
    const text = '一\r\n二\n\t三';
    expect(checkText(text, 'input.summary', { ...bounds, ...inLines })).toBe(text);
    for (const wrong of ['a\u000bb', 'a\0b', 'a\u0085b', 'a\u202db']) {
      expect(() => checkText(wrong, 'input.summary', { ...bounds, ...inLines })).toThrow(DomainError);
    }
  });

  it('that may be left out is null when there is none', () => {
    for (const none of [null, undefined, '', ' \n ']) expect(optionalText(none, 'input.remark', 5)).toBeNull();
    expect(optionalText(' a ', 'input.remark', 5)).toBe('a');
    expect(() => optionalText('\u200b', 'input.remark', 5)).toThrow(DomainError);
  });

  it('once checked passes again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let checked: string;
        try {
          checked = checkText(text, 'text', { min: 0, max: 50 });
        } catch {
          return;
        }
        expect(checkText(checked, 'text', { min: 0, max: 50 })).toBe(checked);
      }),
    );
  });
});
