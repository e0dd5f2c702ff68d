import type { DayNumber } from '../../src/kernel/day.ts';
import type { Taxonomy } from '../../src/modules/taxonomy/index.ts';
import { Weighted } from './random.ts';
import { type Sector, sectors, zipf } from './sectors.ts';
import { crowd, type Trade, trades } from './trades.ts';

/** A trade with what the taxonomy says of it. */
export interface TradeFacts extends Trade {
  /** Ways to write it: its name and Chinese aliases. */
  titles: readonly string[];
  /** Typical skills. */
  skills: readonly string[];
  /** Skills next to them. */
  nearby: readonly string[];
  licences: readonly string[];
  /** Majors that lead there, by the education level of their graduates. */
  majors: Record<3 | 4, Weighted<string>>;
  /** Other trades that the same people look for. */
  related: readonly string[];
}

export interface MajorLink {
  major: string;
  occupation: string;
  weight: number;
}

/** All that the rows of the city are made from; the same world gives the same rows. */
export interface World {
  seed: number;
  /** The day on which the city stands: its fairs lie before it. */
  day: DayNumber;
  taxonomy: Taxonomy;
  links: readonly MajorLink[];
  facts: ReadonlyMap<string, TradeFacts>;
  /** What employers of a sector look for. */
  wanted: ReadonlyMap<Sector, Weighted<TradeFacts>>;
  /** What talents do and look for. */
  offered: Weighted<TradeFacts>;
  /** Ids of organizations that are there, by external id. */
  idOf(externalId: string): string;
  /** The user whose own record the first talent is. */
  personId: string;
}

export type WorldBasis = Pick<World, 'seed' | 'day' | 'taxonomy' | 'links' | 'idOf' | 'personId'>;

export function worldOf(basis: WorldBasis): World {
  const facts = new Map([...trades.values()].map((trade) => [trade.occupation, factsOf(trade, basis)]));
  const known = (occupation: string): TradeFacts => {
    const found = facts.get(occupation);
    if (!found) throw new Error(`The trade ${occupation} is not in the table of trades.`);
    return found;
  };
  const wanted = sectors.map((sector) => {
    const ranked = sector.trades.map((occupation, rank) => [known(occupation), zipf(rank)] as const);
    return [sector, new Weighted(ranked)] as const;
  });
  const demand = demandByTrade();
  // Supply follows the openings only part of the way: people learn a trade years before these are there.
  const offered = [...facts.values()].map((trade) => {
    return [trade, ((demand.get(trade.occupation) ?? 0) * crowd[trade.line]) ** 0.75 * trade.supply] as const;
  });
  return { ...basis, facts, wanted: new Map(wanted), offered: new Weighted(offered) };
}

/** Share of the postings that each trade gets, over all sectors. */
export function demandByTrade(): Map<string, number> {
  const demand = new Map<string, number>();
  for (const { share, trades: ranked } of sectors) {
    const sum = ranked.reduce((total, _, rank) => total + zipf(rank), 0);
    ranked.forEach((occupation, rank) => {
      demand.set(occupation, (demand.get(occupation) ?? 0) + (share * zipf(rank)) / sum);
    });
  }
  return demand;
}

function factsOf(trade: Trade, { taxonomy, links }: WorldBasis): TradeFacts {
  const { occupation } = trade;
  const concept = taxonomy.get('occupation', occupation);
  if (!concept) throw new Error(`The taxonomy has no occupation ${occupation}.`);
  const skills = taxonomy.typicalSkills(occupation);
  const nearby = new Set(skills.flatMap((skill) => [...taxonomy.adjacentSkills(skill)].slice(0, 6)));
  return {
    ...trade,
    titles: [concept.name, ...concept.aliases.filter((alias) => /\p{Script=Han}/u.test(alias))].slice(0, 5),
    skills,
    nearby: [...nearby]
      .filter((skill) => !skills.includes(skill) && taxonomy.get('skill', skill)?.parent != null)
      .sort(),
    licences: taxonomy.requiredLicences(occupation),
    majors: { 3: majorsOf(occupation, 3, taxonomy, links), 4: majorsOf(occupation, 4, taxonomy, links) },
    related: relatedTo(occupation, taxonomy),
  };
}

/** Majors whose links reach the occupation: itself or a coarser one that holds it. */
function majorsOf(occupation: string, level: 3 | 4, taxonomy: Taxonomy, links: readonly MajorLink[]): Weighted<string> {
  const entries = links
    .filter(
      (link) => taxonomy.isWithin('occupation', occupation, link.occupation) && levelOfMajor(link.major) === level,
    )
    .map(({ major, weight }) => [major, weight] as const);
  return new Weighted(entries);
}

/** Education level of a major's graduates: 本科专业目录 (0…, 1…) and 职业本科 (2…, 3…) 4, 高职 (4…, 5…) 3. */
export function levelOfMajor(major: string): 3 | 4 {
  return /^[0-3]/.test(major) ? 4 : 3;
}

/** Trades of the same 小类 or, failing that, 中类; else those next to it in the tables of its sectors. */
function relatedTo(occupation: string, taxonomy: Taxonomy): string[] {
  const under = (level: number): string[] => {
    const group = taxonomy.atLevel('occupation', occupation, level);
    const all = [...trades.keys()].filter((other) => taxonomy.atLevel('occupation', other, level) === group);
    return all.filter((other) => other !== occupation);
  };
  const beside = sectors.flatMap(({ trades: ranked }) => {
    const at = ranked.indexOf(occupation);
    return at < 0 ? [] : ranked.slice(Math.max(0, at - 2), at + 3);
  });
  const others = [...under(3), ...under(2), ...beside.filter((other) => other !== occupation)];
  return [...new Set(others)];
}
