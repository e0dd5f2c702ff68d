import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { organization } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';

export interface AuthSettings {
  secret: string;
  publicUrl: string;
}

export const tokenDays = { least: 1, usual: 90, most: 365 };

/**
 * The plugin's own rights: none. Who may do what stands in kernel/permissions.ts, all writes go through our services,
 * and none of better-auth's routes is mounted.
 */
const access = createAccessControl({ organization: ['update'] } as const);
const roles = {
  ADMIN: access.newRole({ organization: ['update'] }),
  EDITOR: access.newRole({ organization: [] }),
  VIEWER: access.newRole({ organization: [] }),
};

const ours = { required: false, input: false } as const;
const record = {
  version: { type: 'number', defaultValue: 1, ...ours },
  archivedAt: { type: 'date', ...ours },
} as const;

const organizations = organization({
  ac: access,
  roles,
  creatorRole: 'ADMIN',
  schema: {
    organization: {
      additionalFields: {
        kind: { type: 'string', required: true, input: false },
        region: { type: 'string', required: true, input: false },
        creditCode: { type: 'string', unique: true, ...ours },
        industry: { type: 'string', ...ours },
        size: { type: 'number', ...ours },
        externalId: { type: 'string', unique: true, ...ours },
        summary: { type: 'string', ...ours },
        site: { type: 'string', ...ours },
        verifiedAt: { type: 'date', ...ours },
        verifiedById: { type: 'string', ...ours },
        updatedAt: { type: 'date', ...ours },
        ...record,
      },
    },
    member: { additionalFields: { version: record.version, updatedAt: { type: 'date', ...ours } } },
  },
});

const tokens = apiKey({
  apiKeyHeaders: 'x-api-key',
  defaultPrefix: 'jucai_',
  startingCharactersConfig: { shouldStore: true, charactersLength: 10 },
  enableMetadata: true,
  maximumNameLength: 100,
  // Its default is 10 requests a day; requests are limited at the HTTP server, for all callers alike.
  rateLimit: { enabled: false },
  keyExpiration: {
    defaultExpiresIn: tokenDays.usual * 86_400,
    minExpiresIn: tokenDays.least,
    maxExpiresIn: tokenDays.most,
  },
});

/** better-auth on our tables. Given a transaction, what it writes is part of it. */
export function createAuth(client: Client, settings: AuthSettings) {
  return betterAuth({
    appName: 'Jucai',
    baseURL: settings.publicUrl,
    secret: settings.secret,
    database: prismaAdapter(client, { provider: 'postgresql' }),
    advanced: { database: { generateId: newId } },
    user: { additionalFields: record },
    plugins: [organizations, tokens],
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
}
