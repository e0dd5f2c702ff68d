import { runCommand } from '../src/platform/run.ts';

/** A call that cannot be understood. */
export class UsageError extends Error {}

/** Runs a command to its end. What cannot be understood of its call is told with the usage: exit code 2. --help shows it. */
export function runWithUsage(usage: string, work: () => Promise<void>): Promise<void> {
  return runCommand(async () => {
    if (process.argv.includes('--help')) return console.log(usage);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      console.error(`${error.message}\n\n${usage}`);
      process.exitCode = 2;
    }
  });
}

/** What the reader of the arguments complains of is the call's. */
export function understood<Arguments>(read: () => Arguments): Arguments {
  try {
    return read();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A whole number among the arguments. @throws UsageError unless it is from 0 to 10,000,000 */
export function wholeOf(name: string, text: string | undefined, usual: number): number {
  const number = Number(text ?? usual);
  if (Number.isInteger(number) && number >= 0 && number <= 10_000_000) return number;
  throw new UsageError(`--${name} is “${text}”: it must be a whole number from 0 to 10,000,000.`);
}
