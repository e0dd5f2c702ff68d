import { createServer } from 'node:net';
import { loadShipped, wire } from '../src/app.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import { type Connection, connect } from '../src/platform/db/connect.ts';
import { createLog, type Log } from '../src/platform/log.ts';
import { runUntilSignal } from '../src/platform/run.ts';
import { StartupError } from '../src/platform/startup-error.ts';
import { createApp } from '../src/serve.ts';
import { issueTokens } from './city/actors.ts';
import { isFinished, seconds, seedCity } from './city/city.ts';
import { type Figures, readFigures } from './city/figures.ts';
import { figures as published } from './city/plan.ts';
import { addressLines, figureLines, tourLines } from './city/screen.ts';
import { ensureQueryPage } from './query-page.ts';

const city = { seed: 1, talents: 3_000, positions: published.positions };

const show = (lines: readonly string[]): void => console.log(`${lines.join('\n')}\n`);

/** npm run demo: a database, a city, a server; nothing else is needed, and nothing is reached over the internet. */
await runUntilSignal(async () => {
  const started = Date.now();
  const config = readConfig('LOCAL');
  await checkPort(config);
  const log = createLog('warn');
  const page = ensureQueryPage().catch((error: unknown) =>
    console.warn(`The query page was not built: ${String(error)}`),
  );
  const connection = await connect(config, log);
  try {
    const loaded = await fill(connection, config, log);
    await page;
    return await serve(connection, config, log, loaded, started);
  } catch (error) {
    await connection.close();
    throw error;
  }
});

/** The city, unless it is there; what an earlier start left half done is finished. */
async function fill({ db }: Connection, config: Config, log: Log): Promise<Figures> {
  if (await isFinished(db, city)) return readFigures(db);
  const core = wire(db, config, log);
  await loadShipped(core);
  const started = Date.now();
  if (await seedCity(core, city, (line) => console.log(`  ${line}`)))
    console.log(`  city ready in ${seconds(started)}\n`);
  return readFigures(db);
}

async function serve(connection: Connection, config: Config, log: Log, loaded: Figures, started: number) {
  const app = await createApp({ ...config, databaseUrl: connection.url }, log);
  const close = async (): Promise<void> => {
    await app.close();
    await connection.close();
  };
  try {
    const address = await app.listen();
    const callers = await issueTokens(app.core);
    const server = { address, callers };
    const ready = seconds(started);
    show(figureLines(loaded));
    show(await tourLines(server));
    show(addressLines(server));
    console.log(`Listening after ${ready}, answered after ${seconds(started)}.`);
    return { close };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Before anything is made: nobody should wait for a city to hear that the port is taken. */
function checkPort({ host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code !== 'EADDRINUSE') probe.close(() => resolve());
      else reject(new StartupError(`Port ${port} is taken: stop what uses it, or set PORT to a free one.`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
