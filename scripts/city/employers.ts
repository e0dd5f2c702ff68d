import type { OperatorOrganization } from '../../src/modules/accounts/index.ts';
import { figures } from './plan.ts';
import { Random, Weighted } from './random.ts';
import { employerRegions, jimei, xiamen } from './regions.ts';
import { type Sector, sectors } from './sectors.ts';

export interface Employer {
  externalId: string;
  name: string;
  region: string;
  industry: string;
  size: number;
  sector: Sector;
}

const bySector = new Weighted(sectors.map((sector) => [sector, sector.share] as const));

/** The n-th employer of the city; within each 400 the first are the largest. */
export function employerOf(seed: number, number: number): Employer {
  const random = new Random(seed, 'employer', number);
  const rank = number % figures.employers;
  // The first is the one that the demo acts for: a large firm of the trades that are shortest.
  const [first] = sectors;
  const drawn = bySector.draw(random);
  const sector = number === 0 && first ? first : drawn;
  return {
    externalId: `demo-employer-${String(number + 1).padStart(4, '0')}`,
    name: `演示${random.pick(sector.words)}（${String(number + 1).padStart(4, '0')}）有限公司`,
    region: number === 0 ? jimei : employerRegions.draw(random),
    industry: random.pick(sector.industries),
    size: Math.max(8, Math.round(random.around(9_000 / (rank + 3) ** 0.85, 0.4))),
    sector,
  };
}

export function organizationOf({ sector, ...employer }: Employer): OperatorOrganization {
  return {
    ...employer,
    kind: 'EMPLOYER',
    verified: true,
    summary: `演示数据：虚构的${sector.name}企业，仅供演示（synthetic employer, made up for the demo）。`,
  };
}

const synthetic = '演示数据，虚构机构（synthetic organization, made up for the demo）。';

/** Offices and agencies; the first office is that of the district. */
export const offices: readonly OperatorOrganization[] = [
  { kind: 'OFFICE', region: jimei, name: '演示集美区人才服务中心', externalId: 'demo-office-350211' },
  { kind: 'OFFICE', region: xiamen, name: '演示厦门市人才服务中心', externalId: 'demo-office-350200' },
].map((office) => ({ ...office, kind: 'OFFICE', verified: true, summary: synthetic }));

export const agencies: readonly OperatorOrganization[] = [
  ['demo-agency-1', '演示集美人力资源服务有限公司', jimei],
  ['demo-agency-2', '演示杏林猎聘服务有限公司', jimei],
  ['demo-agency-3', '演示鹭岛人才派遣有限公司', '350206'],
].map(([externalId = '', name = '', region = jimei]) => ({
  kind: 'AGENCY',
  externalId,
  name,
  region,
  industry: '72',
  verified: true,
  summary: synthetic,
}));
