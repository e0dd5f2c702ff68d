import type { SearchIndex } from '../../src/platform/search/engine.ts';
import { readBatches } from '../../src/platform/search/meili/follower-batch.ts';
import { primaryKey, settingsOf } from '../../src/platform/search/meili/settings.rules.ts';
import type { SearchBench } from './search-bench.ts';
import { quantileOf, rounded, secondsOf } from './timing.ts';

/** The same work takes up to a fifth longer from one round to the next: many rounds, unless each takes minutes. */
const roundsOf = (documents: number) => (documents > 200_000 ? 1 : documents > 50_000 ? 5 : 9);

/** What a rebuild sends, ready-made. */
export interface Bodies {
  bodies: readonly Buffer[];
  documents: number;
}

/** Documents a second of a rebuild beside those of the bare client, which is given the same text ready-made. */
export async function measureReplay(bench: SearchBench): Promise<object[]> {
  const { follower } = bench;
  await follower.runOnce();
  const figures: object[] = [];
  for (const index of ['talent', 'position'] as const) {
    const ready = await readBodies(bench, index);
    const seconds = { own: [] as number[], bare: [] as number[] };
    const rounds = roundsOf(ready.documents);
    for (let round = 0; round < rounds; round += 1) {
      const bare = async () => seconds.bare.push(await secondsOf(() => sendBare(bench, index, ready)));
      const own = async () => seconds.own.push(await secondsOf(() => follower.rebuild(index)));
      for (const work of round % 2 === 0 ? [bare, own] : [own, bare]) await work();
    }
    const [own, bare] = [quantileOf(seconds.own, 0.5), quantileOf(seconds.bare, 0.5)];
    figures.push({
      index,
      documents: ready.documents,
      rounds,
      'replay documents/s': Math.round(ready.documents / own),
      'bare client documents/s': Math.round(ready.documents / bare),
      ratio: rounded(bare / own, 2),
      wanted: 0.85,
    });
  }
  return figures;
}

export async function readBodies({ city: { db, fields } }: SearchBench, index: SearchIndex): Promise<Bodies> {
  // Outside the heap: a million documents do not fit into it.
  const bodies: Buffer[] = [];
  let documents = 0;
  for await (const { lines } of readBatches({ connection: db.pool, fields: fields.of(index) }, 0)) {
    if (lines.length === 0) continue;
    documents += lines.length;
    bodies.push(Buffer.from(lines.join('\n')));
  }
  return { bodies, documents };
}

/** An index of its own, filled by the bare client and dropped. */
export async function sendBare({ city, client }: SearchBench, index: SearchIndex, { bodies }: Bodies): Promise<void> {
  const uid = `bare_${index}`;
  await client.settled(await client.change((to) => to.createIndex(uid, { primaryKey })));
  await client.settled(await client.change((to) => to.index(uid).updateSettings(settingsOf(city.fields.of(index)))));
  const path = `indexes/${uid}/documents`;
  const post = { path, params: { primaryKey }, contentType: 'application/x-ndjson' };
  let last = { taskUid: -1 };
  for (const body of bodies)
    last = await client.change((to) => to.httpRequest.post({ ...post, body: body.toString() }));
  await client.settled(last);
  await client.settled(await client.change((to) => to.deleteIndex(uid)));
}
