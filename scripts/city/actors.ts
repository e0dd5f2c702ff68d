import type { Core } from '../../src/app.ts';

/** The user whose own record the first talent of the city is. */
export const person = { email: 'demo-talent@example.org', name: '演示人才0001' };

const members = [
  {
    who: 'office 人才服务中心',
    organization: 'demo-office-350211',
    email: 'demo-office@example.org',
    name: '演示区人才专员',
  },
  {
    who: 'employer 用人单位',
    organization: 'demo-employer-0001',
    email: 'demo-employer@example.org',
    name: '演示招聘主管',
  },
  { who: 'school 院校', organization: 'demo-school-5', email: 'demo-school@example.org', name: '演示教务主任' },
  { who: 'agency 人力资源机构', organization: 'demo-agency-1', email: 'demo-agency@example.org', name: '演示猎聘顾问' },
] as const;

/** Somebody who may ask the demo, and by what. */
export interface Caller {
  who: string;
  name: string;
  organizationId: string | null;
  token: string;
}

const tokenName = 'demo';

/** One caller of each kind; every start gives new tokens, and the old ones of this name end. */
export async function issueTokens({ db, accounts: { operator } }: Core): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const { who, organization, email, name } of members) {
    const { id, name: at } = await db.prisma.organization.findUniqueOrThrow({ where: { externalId: organization } });
    const userId = await operator.ensureUser({ email, name });
    await operator.ensureMember({ organizationId: id, userId, role: 'ADMIN' });
    callers.push({ who, name: at, organizationId: id, token: await operator.issueToken(userId, id, tokenName) });
  }
  const userId = await operator.ensureUser(person);
  const token = await operator.issueToken(userId, null, tokenName);
  return [...callers, { who: 'talent 人才', name: person.name, organizationId: null, token }];
}
