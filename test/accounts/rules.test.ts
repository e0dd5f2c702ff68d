import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/kernel/errors.ts';
import {
  checkCreditCode,
  checkEmail,
  checkSite,
  creditCheckCharacter,
  standingOf,
} from '../../src/modules/accounts/accounts.rules.ts';
import { secretIn } from '../../src/modules/accounts/tokens.rules.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('unified social credit code (GB 32100-2015)', () => {
  // Published in the national register: registered firms.
  it.each(['91330100799655058B', '9144030071526726XG', '914403001922038216', '91110000802100433B'])(
    'takes %s',
    (code) => {
      expect(checkCreditCode(code, 'input.creditCode')).toBe(code);
    },
  );

  it('takes small letters and blanks around', () => {
    expect(checkCreditCode(' 91330100799655058b ', 'input.creditCode')).toBe('91330100799655058B');
  });

  it.each([
    ['91330100799655058C', 'a wrong check character'],
    ['91330100799655508B', 'two digits swapped'],
    ['91330100799655058', '17 characters'],
    ['91330100799655058BB', '19 characters'],
    ['9133010079965505IB', 'a letter that is not in the alphabet'],
    ['91A30100799655058B', 'a letter in the region'],
    ['', 'nothing'],
    ['91330100799655058Β', 'a Greek letter'],
  ])('refuses %s: %s', (code) => {
    expect(() => checkCreditCode(code, 'input.creditCode')).toThrow(DomainError);
  });

  const body = fc.tuple(
    fc.constantFrom(...alphabet),
    fc.constantFrom(...alphabet),
    fc.stringMatching(/^[0-9]{6}$/),
    fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
  );

  it('finds every single wrong character and every swap of neighbours', () => {
    fc.assert(
      fc.property(body, fc.nat(16), fc.constantFrom(...alphabet), ([a, b, region, rest], place, other) => {
        const first17 = `${a}${b}${region}${rest.join('')}`;
        const check = creditCheckCharacter(first17);
        const wrong = first17.slice(0, place) + other + first17.slice(place + 1);
        const swapped =
          first17.slice(0, place) + first17.charAt(place + 1) + first17.charAt(place) + first17.slice(place + 2);
        expect(creditCheckCharacter(wrong) === check).toBe(wrong === first17);
        if (place < 16) expect(creditCheckCharacter(swapped) === check).toBe(swapped === first17);
      }),
    );
  });
});

describe('addresses', () => {
  it.each(['Li.Na@Example.ORG', '李娜@例子.中国'])('takes the e-mail address %s', (email) => {
    expect(checkEmail(email, 'email')).toBe(email.toLowerCase());
  });

  it.each(['li', 'li@', 'li@example', 'a b@example.org', 'a@b@example.org', `${'a'.repeat(250)}@b.cn`])(
    'refuses %s',
    (email) => {
      expect(() => checkEmail(email, 'email')).toThrow(DomainError);
    },
  );

  it.each(['javascript:alert(1)', 'example.org', 'https://user:pass@example.org', 'ftp://example.org'])(
    'refuses the site %s',
    (site) => {
      expect(() => checkSite(site, 'site')).toThrow(DomainError);
    },
  );
});

describe('standing', () => {
  const within = (region: string) => (region === '350200' ? ['350200', '350203'] : [region]);
  const office = {
    kind: 'MEMBER',
    userId: 'u',
    role: 'ADMIN',
    organization: { id: 'office', kind: 'OFFICE', region: '350200', verified: true },
  } as const;

  it.each([
    [{ id: 'a', kind: 'EMPLOYER', region: '350203' }, 'OFFICE'],
    [{ id: 'a', kind: 'EMPLOYER', region: '350100' }, 'STRANGER'],
    [{ id: 'a', kind: 'OFFICE', region: '350203' }, 'STRANGER'],
    [{ id: 'office', kind: 'OFFICE', region: '350200' }, 'OWN'],
  ])('of an office of 350200 to %o is %s', (organization, standing) => {
    expect(standingOf(office, organization, within)).toBe(standing);
  });

  it('of an employer to a neighbour is STRANGER', () => {
    const employer = { ...office, organization: { ...office.organization, kind: 'EMPLOYER' } } as const;
    expect(standingOf(employer, { id: 'a', kind: 'EMPLOYER', region: '350203' }, within)).toBe('STRANGER');
  });
});

describe('the secret in the headers', () => {
  it.each([
    [{}, null],
    [{ 'x-api-key': ' a ' }, 'a'],
    [{ authorization: 'Bearer b' }, 'b'],
    [{ authorization: 'bearer  b' }, 'b'],
    [{ 'x-api-key': 'a', authorization: 'Bearer b' }, 'a'],
    [{ authorization: 'Basic b' }, null],
    [{ 'x-api-key': '' }, ''],
    [{ authorization: 'Bearer ' }, ''],
  ])('of %o is %o', (headers, secret) => {
    expect(secretIn(headers)).toBe(secret);
  });
});
