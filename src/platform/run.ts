import { StartupError } from './startup-error.ts';

/**
 * Starts something that runs until Ctrl-C or SIGTERM, then closes it. A start that cannot go on ends the process with
 * its one line and exit code 1; a signal during the start closes as soon as the start is through.
 */
export async function runUntilSignal(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  const signal = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve());
  });
  try {
    const running = await start();
    await signal;
    await running.close();
    process.exit(0);
  } catch (error) {
    fail(error);
  }
}

/** Runs a command to its end; the same words for a failure. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  const isForeseen = error instanceof StartupError || (error instanceof Error && error.name === 'DomainError');
  console.error(isForeseen ? (error as Error).message : error);
  process.exit(1);
}
