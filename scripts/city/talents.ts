import type { ConsentPurpose, TalentContent, TalentRow } from '../../src/modules/talents/index.ts';
import { type Career, careerOf } from './careers.ts';
import { figures } from './plan.ts';
import { payFactor, roundPay } from './positions.ts';
import { Random, Weighted } from './random.ts';
import { cityOf, homes, jimei, xiamen } from './regions.ts';
import { gradesOf, licencesOf, skillsOf, titleRanksOf } from './skills.ts';
import type { TradeFacts, World } from './world.ts';

/** A talent and who keeps the record. */
export interface PlannedTalent {
  /** External id of the organization; null for the one record that its own user keeps. */
  keeper: string | null;
  row: TalentRow;
}

const keepers = new Weighted([
  ['demo-office-350211', 62],
  ['demo-office-350200', 22],
  ['demo-agency-1', 5],
  ['demo-agency-2', 4],
  ['demo-agency-3', 2],
  ['demo-school-1', 2],
  ['demo-school-5', 2],
  ['demo-school-10', 1],
] as const);

export const consentText = 'demo-1';

export function talentOf(world: World, number: number): PlannedTalent {
  const random = new Random(world.seed, 'talent', number);
  const career = careerOf(world, random, world.offered.draw(random));
  const residence = homes.draw(random);
  return {
    keeper: number === 0 ? null : keepers.draw(random),
    row: {
      content: {
        ...personOf(number),
        birthYear: career.birthYear,
        residence: random.chance(0.96) ? residence : null,
        educations: career.educations,
        experiences: career.experiences,
        skills: skillsOf(random, career),
        grades: gradesOf(world, random, career),
        titleRanks: titleRanksOf(world, random, career),
        licences: licencesOf(world, random, career),
        wish: wishOf(world, random, career, residence),
        ...availabilityOf(world, random),
        refusesRanking: random.chance(0.02),
        hiddenFrom: hiddenFrom(world, random),
        talentClass: random.chance(0.01) ? random.pick(['D', 'E', 'F']) : null,
        resume: random.chance(0.05) ? '演示简历：虚构人才，仅供演示。' : null,
      },
      consents: consentsOf(random).map((purpose) => ({ purpose, textVersion: consentText })),
    },
  };
}

/** Who it is: nobody. The telephone prefix 100 is not given to subscribers, example.org belongs to no one. */
export function personOf(
  number: number,
): Pick<TalentContent & { externalId: string }, 'externalId' | 'name' | 'phone' | 'email'> {
  const digits = String(number + 1);
  return {
    externalId: `demo-talent-${digits.padStart(7, '0')}`,
    name: `演示人才${digits.padStart(4, '0')}`,
    phone: `+86100${digits.padStart(8, '0')}`,
    email: `demo-talent-${digits}@example.org`,
  };
}

function wishOf(world: World, random: Random, career: Career, residence: string): TalentContent['wish'] {
  const { trade, months, education } = career;
  const market = trade.pay * 100 * payFactor({ education, months, grade: 2 }, trade);
  return {
    occupations: wantedTrades(random, trade),
    regions: wantedRegions(random, residence),
    pay: random.chance(0.88) ? roundPay(random.around(market * 0.96, 0.16)) : null,
    kinds: random.chance(0.9)
      ? ['FULL']
      : random.pick([['FULL', 'FLEXIBLE'], ['PART'], ['INTERN'], ['FULL', 'TEMPORARY']] as const).slice(),
    from: random.chance(0.25) ? world.day + random.whole(10, 120) : null,
  };
}

function wantedTrades(random: Random, trade: TradeFacts): string[] {
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  const others = random.few(trade.related, count - 1);
  // Some want to leave the trade first of all.
  return random.chance(0.9) || others.length === 0 ? [trade.occupation, ...others] : [...others, trade.occupation];
}

function wantedRegions(random: Random, residence: string): string[] {
  const wanted = random.chance(0.55) ? [jimei] : random.chance(0.6) ? [xiamen] : [residence];
  if (random.chance(0.35)) wanted.push(residence);
  if (random.chance(0.1)) wanted.push(cityOf(residence));
  return [...new Set(wanted)];
}

function availabilityOf(world: World, random: Random): Pick<TalentContent, 'availability' | 'unavailableUntil'> {
  if (random.chance(0.64)) return { availability: 'AVAILABLE', unavailableUntil: null };
  if (random.chance(0.75)) return { availability: 'OPEN', unavailableUntil: null };
  return {
    availability: 'UNAVAILABLE',
    unavailableUntil: random.chance(0.5) ? world.day + random.whole(30, 300) : null,
  };
}

/** Some do not want to be seen by the employer where they are. */
function hiddenFrom({ idOf, seed }: World, random: Random): string[] {
  if (!random.chance(0.03)) return [];
  const number = new Random(seed, 'hidden', random.next()).whole(0, Math.min(59, figures.employers - 1));
  return [idOf(`demo-employer-${String(number + 1).padStart(4, '0')}`)];
}

function consentsOf(random: Random): ConsentPurpose[] {
  const purposes: ConsentPurpose[] = [];
  if (random.chance(0.9)) purposes.push('FOUND_BY_EMPLOYERS');
  if (random.chance(0.6)) purposes.push('FOUND_BY_AGENCIES');
  if (random.chance(0.3)) purposes.push('SHARED_WITH_SCHOOL');
  if (random.chance(0.85)) purposes.push('SHARED_WITH_OFFICE');
  return purposes;
}
