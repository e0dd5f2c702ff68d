import 'reflect-metadata';
import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { createContext } from '../../src/graphql/context.ts';
import { createErrorFormatter } from '../../src/graphql/errors.ts';
import type { Module } from '../../src/graphql/module.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { type Actor, anonymous, type MemberRole, type OrganizationKind } from '../../src/kernel/actor.ts';
import type { ErrorCode, ErrorDetails } from '../../src/kernel/errors.ts';
import { type AccountsModule, accountsModule, recordWrite } from '../../src/modules/accounts/index.ts';
import { readEdition, type TaxonomyModule, taxonomyModule } from '../../src/modules/taxonomy/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { EngineSlot } from '../../src/platform/search/engine-slot.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** What a caller reads of an answer. */
export interface Answer {
  /** Null when the operation failed as a whole. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it asked for
  data: any;
  errors: {
    message: string;
    path?: readonly (string | number)[];
    extensions: { code: ErrorCode; details: ErrorDetails };
  }[];
  /** SQL statements that the operation took. */
  statements: number;
}

export type MemberActor = Extract<Actor, { kind: 'MEMBER' }>;

/** The modules that every other stands on. */
export interface Ground {
  db: TestDatabase;
  taxonomy: TaxonomyModule;
  accounts: AccountsModule;
}

export interface TestApi extends Ground {
  schema: GraphQLSchema;
  /** Runs one operation as the actor (anonymous when left out); errors come as the wire carries them. */
  run(query: string, variables?: Record<string, unknown>, actor?: Actor): Promise<Answer>;
  /** As `run`, for an operation that must succeed: an error fails the test with its message. */
  // biome-ignore lint/suspicious/noExplicitAny: as in Answer
  ask(query: string, variables?: Record<string, unknown>, actor?: Actor): Promise<any>;
  /** A new member of a new organization, verified unless told otherwise. */
  member(kind: OrganizationKind, seat?: Partial<Seat>): Promise<MemberActor>;
  /** One more member of an organization that is there. */
  colleague(of: MemberActor, role: MemberRole): Promise<MemberActor>;
  /** A signed-in person who acts for no organization. */
  person(): Promise<Extract<Actor, { kind: 'PERSON' }>>;
}

export interface Seat {
  region: string;
  role: MemberRole;
  verified: boolean;
  name: string;
}

/** 厦门市; 350203 思明区 and 350211 集美区 lie in it. */
export const xiamen = '350200';

/**
 * The API over a database of this test file, with the shipped taxonomy, accounts, and the modules that `more` adds.
 * Call it at the top of the file: `const api = await testApi(({ db, accounts }) => [positionsModule({ db, accounts })]);`
 */
export async function testApi(more: (ground: Ground) => readonly Module[] = () => []): Promise<TestApi> {
  const db = await testDatabase();
  const taxonomy = taxonomyModule({ db, engine: new EngineSlot(), words: { record: recordWrite } });
  await taxonomy.service.load(readEdition());
  const accounts = accountsModule({
    db,
    secret: 'a secret of at least thirty-two characters for tests',
    publicUrl: 'http://127.0.0.1:4000',
    checkCode: (scheme, code, path) => taxonomy.service.now.check(scheme, code, path),
    regionsWithin: (code) => taxonomy.service.now.within('region', code),
  });
  const ground = { db, taxonomy, accounts };
  const schema = buildSchema([taxonomy, accounts, ...more(ground)]);
  const run = createRunner(schema, db);
  return {
    ...ground,
    schema,
    run,
    async ask(query, variables, actor) {
      const { data, errors } = await run(query, variables, actor);
      if (errors.length > 0)
        throw new Error(errors.map((error) => `${error.extensions.code}: ${error.message}`).join('\n'));
      return data;
    },
    ...createSeats(accounts),
  };
}

export function createRunner(schema: GraphQLSchema, db: TestDatabase): TestApi['run'] {
  const format = createErrorFormatter(createLog('error'));
  return async (query, variables = {}, actor = anonymous) => {
    const before = db.statements();
    const { data, errors } = await answer(schema, query, variables, actor);
    const said = (errors ?? []).map((error) => format(coded(error).toJSON(), coded(error)) as GraphQLFormattedError);
    return { data: data ?? null, errors: said as unknown as Answer['errors'], statements: db.statements() - before };
  };
}

async function answer(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown>,
  actor: Actor,
): Promise<ExecutionResult> {
  const document = parse(query);
  const faults = validate(schema, document);
  if (faults.length > 0) return { errors: faults };
  return execute({ schema, document, variableValues: variables, contextValue: createContext(actor) });
}

/** Errors that no resolver threw carry a code of Apollo's over HTTP; the formatter reads it. */
function coded(error: GraphQLError): GraphQLError {
  if (error.path) return error;
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
}

export function createSeats({ operator }: AccountsModule): Pick<TestApi, 'member' | 'colleague' | 'person'> {
  let made = 0;
  const next = () => {
    made += 1;
    return made;
  };
  const newUser = (n: number) => operator.ensureUser({ email: `person${n}@example.org`, name: `Person ${n}` });
  return {
    async member(kind, { region = xiamen, role = 'ADMIN', verified = true, name } = {}) {
      const n = next();
      const userId = await newUser(n);
      const id = await operator.ensureOrganization({
        externalId: `test-${n}`,
        kind,
        region,
        verified,
        name: name ?? `${kind} ${n}`,
      });
      await operator.ensureMember({ organizationId: id, userId, role });
      return { kind: 'MEMBER', userId, role, organization: { id, kind, region, verified } };
    },
    async colleague(of, role) {
      const userId = await newUser(next());
      await operator.ensureMember({ organizationId: of.organization.id, userId, role });
      return { ...of, userId, role };
    },
    async person() {
      return { kind: 'PERSON', userId: await newUser(next()) };
    },
  };
}
