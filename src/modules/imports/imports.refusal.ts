import type { Client } from '../../platform/db/db.ts';
import type { ImportFault } from './imports.fault.ts';
import { clearResults, saveResults } from './imports.results.store.ts';
import type { Session } from './imports.session.store.ts';
import { dropStaged } from './imports.staging.store.ts';
import { finishImport } from './imports.store.ts';

/**
 * Ends an import whose file is refused as a whole: nothing of it was written.
 * @param isKept whether the rows stay staged: with other columns they may do
 */
export async function refuseFile(
  { prisma, session }: { prisma: Client; session: Session },
  id: string,
  faults: readonly ImportFault[],
  isKept = false,
): Promise<void> {
  await clearResults(prisma, id);
  if (faults.length > 0) await saveResults(prisma, id, [{ line: 0, outcome: 'REFUSED', faults }]);
  if (!isKept) await dropStaged(session, id);
  const counts = { created: 0, updated: 0, unchanged: 0, left: 0, refused: faults.length };
  const error = faults.length > 0 ? null : 'The file could not be read to its end.';
  await finishImport(prisma, id, { status: isKept ? 'CHECKED' : 'FAILED', error, ...counts });
}
