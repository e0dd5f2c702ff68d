import { parseArgs } from 'node:util';
import { loadShipped, wire } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { createLog } from '../src/platform/log.ts';
import { runCommand } from '../src/platform/run.ts';
import { StartupError } from '../src/platform/startup-error.ts';

const usage =
  'Usage: npm run office -- --name 集美区人才服务中心 --region 350211 --person 王主任 --email admin@example.org [--id number]';

/**
 * npm run office: the first talent office of a new installation, its first ADMIN and a token for it. The office then
 * creates the other organizations over the API. Run again, it finds what is there and prints a new token.
 */
await runCommand(async () => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { name: text, region: text, person: text, email: text, id: text } });
  const { name, region, person, email } = values;
  if (!name || !region || !person || !email) throw new StartupError(usage);
  const config = readConfig('LOCAL');
  const log = createLog('warn');
  const connection = await connect(config, log);
  try {
    const core = wire(connection.db, config, log);
    await loadShipped(core);
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
  } finally {
    await connection.close();
  }
});
