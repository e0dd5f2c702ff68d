import type { Figures } from './figures.ts';
import type { Answerer } from './tour.ts';
import { whereAreWeShort, whichProgramFills, whoFits } from './tour.ts';

/** What the demo puts on the screen. */

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Han characters take two columns of a terminal. */
function filler(text: string, width: number): string {
  const taken = [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
  return ' '.repeat(Math.max(1, width - taken));
}

const padded = (text: string, width: number): string => text + filler(text, width);
const toRight = (value: string | number, width: number): string => filler(String(value), width) + String(value);

export function figureLines(figures: Figures): string[] {
  const rows = Object.entries(figures).map(([name, count]) => {
    return `  ${padded(name, 48)}${count.toLocaleString('en-US').padStart(9)}`;
  });
  return [
    'A synthetic city: every name, firm and person is made up, labelled 演示. Its figures are those that Jimei 集美区,',
    'Xiamen, published of its online recruiting: 1,110 firm-times, 1,782 positions, 8,369 openings.',
    '',
    ...rows,
  ];
}

/** Asks the three questions and writes down the answers in short. */
export async function tourLines(server: Answerer): Promise<string[]> {
  const [office, employer] = server.callers;
  if (!office || !employer) throw new Error('The demo has nobody to ask for.');
  const short = await whereAreWeShort(server, office.token);
  const fit = await whoFits(server, employer, short);
  const [worst] = short;
  const programs = worst ? await whichProgramFills(server, office.token, worst.occupation) : [];
  return [
    '1  Where are we short? 哪里缺人 — largest gaps of Jimei 集美区, asked by its office',
    `   ${padded('occupation 职业', 30)}${['need 需求', 'supply 求职', 'gap 缺口', '求人倍率'].map((name) => toRight(name, 13)).join('')}  in the catalog 紧缺目录`,
    ...short.map(({ name, need, supply, gap, tightness, listed }) => {
      const values = [need, supply ?? '<5', gap, tightness?.toFixed(1) ?? '–'].map((value) => toRight(value, 13));
      return `   ${padded(name, 30)}${values.join('')}  ${listed ? 'yes' : 'no'}`;
    }),
    '',
    ...(fit
      ? [
          `2  Who fits? 谁合适 — best talents for “${fit.title}” (${fit.openings} openings), asked by ${employer.name}`,
          ...fit.best.map(
            ({ talent, mutual, reasons }) => `   ${mutual.toFixed(1)} mutual  talent …${talent.slice(-6)}  ${reasons}`,
          ),
        ]
      : ['2  Who fits? The employer has no open position any more.']),
    '',
    `3  Which program fills it? 哪个专业补 — programs of Xiamen 厦门市 that lead to ${worst?.name ?? '–'}`,
    ...programs.map(({ program, school, weight, graduatesDue }) => {
      return `   ${padded(program, 32)}${padded(school, 30)}weight ${weight.toFixed(2)}  graduates due ${graduatesDue ?? 'unknown'}`;
    }),
  ];
}

export function addressLines({ address, callers }: Answerer): string[] {
  const [office] = callers;
  return [
    `Open     ${address}/query/#token=${office?.token ?? ''}`,
    `Ask      POST ${address}/graphql with the header “x-api-key: <token>”; without one you are anonymous`,
    '',
    'Tokens, new at each start (each caller sees and may do other things):',
    ...callers.map(({ who, name, token }) => `  ${padded(who, 22)}${padded(name, 40)}${token}`),
    '',
    'Ctrl-C stops the server and its database; the data stays for the next start.',
  ];
}
