import { parseArgs } from 'node:util';
import { runWithUsage, UsageError, understood } from './usage-error.ts';
import { withCore } from './with-core.ts';

const usage =
  'npm run office -- --name 集美区人才服务中心 --region 350211 --person 王主任 --email admin@example.org [--id number]';

/**
 * npm run office: the first talent office of a new installation, its first ADMIN and a token for it. The office then
 * creates the other organizations over the API. Run again, it finds what is there and prints a new token.
 */
await runWithUsage(usage, async () => {
  const text = { type: 'string' } as const;
  const options = { name: text, region: text, person: text, email: text, id: text };
  const { values } = understood(() => parseArgs({ options }));
  const { name, region, person, email } = values;
  if (!name || !region || !person || !email)
    throw new UsageError('The office, its region and its first admin must be named.');
  await withCore(async (core) => {
    const { operator } = core.accounts;
    const externalId = values.id ?? `office-${region}`;
    const organizationId = await operator.ensureOrganization({
      externalId,
      kind: 'OFFICE',
      name,
      region,
      verified: true,
    });
    const userId = await operator.ensureUser({ email, name: person });
    await operator.ensureMember({ organizationId, userId, role: 'ADMIN' });
    const token = await operator.issueToken(userId, organizationId, 'first token');
    console.log(`office ${organizationId}\nadmin  ${userId}\ntoken  ${token}\n\nSend it as the header “x-api-key”.`);
  });
});
