import type { Prisma } from '../../generated/prisma/client.ts';
import { type MemberRole, memberRoles } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../platform/db/db.ts';

const person = { id: true, name: true, email: true } as const satisfies Prisma.UserSelect;
const shown = {
  id: true,
  version: true,
  organizationId: true,
  role: true,
  createdAt: true,
  updatedAt: true,
  user: { select: person },
} as const satisfies Prisma.MemberSelect;

export type UserRow = Prisma.UserGetPayload<{ select: typeof person }>;
export type MemberRow = Omit<Prisma.MemberGetPayload<{ select: typeof shown }>, 'role'> & { role: MemberRole };

/** The column is better-auth's text; anything but one of our roles is a fault, never a right. */
export function roleOf(text: string): MemberRole {
  const role = memberRoles.find((name) => name === text);
  if (!role) throw new Error('a membership holds a role that does not exist');
  return role;
}

function rowOf(row: Prisma.MemberGetPayload<{ select: typeof shown }>): MemberRow {
  return { ...row, role: roleOf(row.role) };
}

export async function listMembers(
  client: Client,
  organizationId: string,
  after: string | null,
  take: number,
): Promise<MemberRow[]> {
  const rows = await client.member.findMany({
    where: { organizationId, ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take,
    select: shown,
  });
  return rows.map(rowOf);
}

export async function readMember(client: Client, id: string): Promise<MemberRow | null> {
  const row = await client.member.findUnique({ where: { id }, select: shown });
  return row && rowOf(row);
}

export async function readMembership(
  client: Client,
  userId: string,
  organizationId: string,
): Promise<MemberRow | null> {
  const row = await client.member.findUnique({
    where: { userId_organizationId: { userId, organizationId } },
    select: shown,
  });
  return row && rowOf(row);
}

export function countAdmins(client: Client, organizationId: string): Promise<number> {
  return client.member.count({ where: { organizationId, role: 'ADMIN', user: { archivedAt: null } } });
}

export async function insertMember(
  tx: Client,
  organizationId: string,
  userId: string,
  role: MemberRole,
): Promise<MemberRow> {
  return rowOf(await tx.member.create({ data: { id: newId(), organizationId, userId, role }, select: shown }));
}

/** False when the membership is not at that version any more. */
export async function changeRole(tx: Client, id: string, version: number, role: MemberRole): Promise<boolean> {
  const { count } = await tx.member.updateMany({ where: { id, version }, data: { role, version: { increment: 1 } } });
  return count === 1;
}

export async function deleteMember(tx: Client, id: string): Promise<void> {
  await tx.member.deleteMany({ where: { id } });
}

export function readUsers(client: Client, ids: readonly string[]): Promise<UserRow[]> {
  return client.user.findMany({ where: { id: { in: [...ids] } }, select: person });
}

/** The account of an address, made when there is none; two callers at once get the same one. */
export async function ensureUserRow(
  tx: Client,
  email: string,
  name: string,
): Promise<{ id: string; created: boolean }> {
  const id = newId();
  const { count } = await tx.user.createMany({ data: [{ id, email, name }], skipDuplicates: true });
  if (count === 1) return { id, created: true };
  const found = await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return { id: found.id, created: false };
}
