import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Structured lines on standard output; tokens and cookies never appear in them. */
export function createLog(level: string): Log {
  return pino({
    level,
    redact: ['req.headers.authorization', 'req.headers["x-api-key"]', 'req.headers.cookie'],
  });
}
