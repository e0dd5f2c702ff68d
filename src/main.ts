import { readConfig } from './platform/config.ts';
import { createLog } from './platform/log.ts';
import { runUntilSignal } from './platform/run.ts';
import { createApp } from './serve.ts';

await runUntilSignal(async () => {
  const config = readConfig('PRODUCTION');
  const log = createLog(config.logLevel);
  const app = await createApp(config, log);
  const address = await app.listen();
  log.info({ address }, 'listening');
  return app;
});
