import type { IncomingHttpHeaders } from 'node:http';

/** Longer than any token; what is longer is not hashed. */
const maxLength = 256;

/** The secret of `x-api-key`, else of `Authorization: Bearer`; null when the caller sent none. */
export function secretIn(headers: IncomingHttpHeaders): string | null {
  const sent = headers['x-api-key'];
  if (sent !== undefined) return (Array.isArray(sent) ? sent.join(',') : sent).trim().slice(0, maxLength);
  const bearer = /^bearer\s+(.*)$/i.exec(headers.authorization ?? '');
  return bearer ? (bearer[1] ?? '').trim().slice(0, maxLength) : null;
}
