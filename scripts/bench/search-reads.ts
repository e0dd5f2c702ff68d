import { setTimeout as sleep } from 'node:timers/promises';
import { execute, parse } from 'graphql';
import { createContext } from '../../src/graphql/context.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { system } from '../../src/kernel/actor.ts';
import { MeiliClient } from '../../src/platform/search/meili/client.ts';
import { indexNames } from '../../src/platform/search/meili/settings.rules.ts';
import { type BenchCity, openCity } from './city.ts';
import { listKinds } from './lists.ts';
import { countTalents } from './search.store.ts';
import { type ReaderOrder, type ReadKind, type Reads, readKinds } from './search-reader.ts';

/** The program of the reading process: see `startReader`. */

const pageSize = 20;
/** Of each kind, before anything is measured; of match lists there are three kinds. */
const ofAKind = 36;
const pauseMs = 20;

const { order, meili, databaseUrl }: ReaderOrder = JSON.parse(process.argv[2] ?? '');
const city = await openCity(order, meili, databaseUrl);
const client = new MeiliClient(meili, { askMs: 60_000 });
const uid = indexNames(city.fields.of('talent')).inService;
const expected = await countTalents(city.db.pool);
const asks: Record<ReadKind, (n: number) => Promise<unknown>> = {
  'match lists': await matchLists(city),
  'talent lists': await talentLists(city),
  'heat maps': (n) => heatMap(city, n),
  'bare counts': async () => {
    const found = await client
      .ask((to) => to.index(uid).search('', { filter: 'n1 >= 0', hitsPerPage: 0 }))
      .catch(() => null);
    if (found?.totalHits !== expected) reads.missing += 1;
  },
};
const nothing = (): Reads => ({
  times: { 'match lists': [], 'talent lists': [], 'heat maps': [], 'bare counts': [] },
  missing: 0,
});
let reads = nothing();

// What is asked for the first time is slower.
for (const kind of readKinds) for (let n = 0; n < ofAKind; n += 1) await asks[kind](n);
reads = nothing();
process.on('message', () => {
  process.send?.(reads);
  reads = nothing();
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
for (let n = 0; ; n += 1) {
  for (const kind of readKinds) {
    const started = performance.now();
    await asks[kind](n);
    reads.times[kind].push(performance.now() - started);
    await sleep(pauseMs);
  }
}

async function matchLists(of: BenchCity) {
  const kinds = await listKinds(of, order.seed, ofAKind / 3);
  const lists = kinds.flatMap(({ asks: some }) => some);
  return async (n: number) => lists[n % lists.length]?.ask(pageSize);
}

/** Over the API: by an occupation and by the words of its name, in turns. */
async function talentLists({ core, day }: BenchCity) {
  const { rows } = await core.heatmap.service.heatMap(system, {
    region: null,
    day,
    rows: 'OCCUPATION',
    measures: ['SUPPLY'],
  });
  const schema = buildSchema(core.modules);
  const document = parse(`query ($occupation: String, $text: String) {
    talents(first: ${pageSize}, occupation: $occupation, text: $text) { totalCount { value } items { id talentClass } } }`);
  return async (n: number) => {
    const row = rows[n % rows.length];
    const variableValues = n % 2 === 0 ? { occupation: row?.key } : { text: row?.label };
    const { errors } = await execute({ schema, document, variableValues, contextValue: createContext(system) });
    if (errors) throw errors[0];
  };
}

/** Of another day each time: a map of the same scope is served again for a minute. */
function heatMap({ core, day }: BenchCity, n: number) {
  const region = n % 2 === 0 ? '350200' : null;
  const columns = (['REGION', 'EDUCATION', 'GRADE'] as const)[n % 3];
  const measures = ['DEMAND', 'SUPPLY', 'QUALIFIED60'] as const;
  return core.heatmap.service.heatMap(system, { region, day: day + (n % 41), rows: 'OCCUPATION', columns, measures });
}
