import type { CatalogValues, EntryRow } from '../../src/modules/catalogs/index.ts';
import { dayOf, yearOf } from './careers.ts';
import { roundPay } from './positions.ts';
import { Random } from './random.ts';
import { jimei, xiamen } from './regions.ts';
import { demandByTrade, type TradeFacts, type World } from './world.ts';

export interface PlannedCatalog {
  /** External id of the office. */
  issuer: string;
  values: CatalogValues & { externalId: string };
  entries: EntryRow[];
}

/** Names that the district gives to trades, where they differ from the classification's. */
const localNames: Record<string, string> = {
  '6-18-01-07': '数控技工',
  '6-18-02-04': '氩弧焊技工',
  '6-31-01-03': '维修电工',
  '6-31-07-01': '机器人调试技工',
  '4-10-01-05': '养老护理（金蓝领）',
  '2-02-38-01': '算法工程师',
};

/** The district's catalog replaces the city's (J2); the city's holds for all other districts. */
export function catalogsOf(world: World): PlannedCatalog[] {
  const year = yearOf(world.day);
  const short = shortest(world);
  const catalog = (issuer: string, region: string, edition: number, count: number): PlannedCatalog => {
    const isDistrict = region === jimei;
    return {
      issuer,
      values: {
        externalId: `demo-catalog-${region}-${edition}`,
        region,
        title: isDistrict ? `演示集美区紧缺工种目录（${edition}）` : `演示厦门市紧缺人才目录（${edition}）`,
        mode: isDistrict ? 'REPLACES' : 'ADDS',
        validFrom: dayOf(edition, 1, 1),
        validTo: null,
        edition: String(edition),
      },
      entries: entriesOf(world, short, isDistrict, count, edition),
    };
  };
  return [
    catalog('demo-office-350200', xiamen, year, 40),
    catalog('demo-office-350211', jimei, year - 1, 24),
    catalog('demo-office-350211', jimei, year, 30),
  ];
}

/** The trades by how much is asked for each seeker, the shortest first. */
function shortest({ facts }: World): TradeFacts[] {
  const demand = demandByTrade();
  const scarcity = ({ occupation, supply }: TradeFacts): number => (demand.get(occupation) ?? 0) ** 0.45 / supply;
  return [...facts.values()].sort((a, b) => scarcity(b) - scarcity(a));
}

function entriesOf(
  world: World,
  short: readonly TradeFacts[],
  isDistrict: boolean,
  count: number,
  edition: number,
): EntryRow[] {
  // The city looks at engineers first, the district at trades of the hand.
  const listed = short.filter(({ line }) => (isDistrict ? line !== 'OFFICE' : line !== 'SERVICE')).slice(0, count);
  return listed.map((trade, at): EntryRow => {
    const random = new Random(world.seed, 'entry', String(isDistrict), edition, trade.occupation);
    const majors = trade.majors[trade.education >= 4 ? 4 : 3];
    const isWorker = trade.line === 'WORKER';
    return {
      line: at + 1,
      occupation: trade.occupation,
      tradeName: isDistrict ? (localNames[trade.occupation] ?? null) : null,
      level: at < count * 0.3 ? 'VERY_SHORT' : at < count * 0.75 ? 'SHORT' : 'ORDINARY',
      headcount: random.whole(20, 240),
      majors: majors.isEmpty || isWorker ? [] : [...new Set([majors.draw(random), majors.draw(random)])],
      education: isWorker ? null : trade.education,
      grade: isWorker ? random.pick([3, 3, 4]) : null,
      schools: [],
      pay: { from: roundPay(trade.pay * 90), to: roundPay(trade.pay * 140) },
      remark: isWorker ? '不以学历、国家职业资格为硬性条件（演示）' : null,
      withdraws: false,
    };
  });
}
