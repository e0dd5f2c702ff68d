/** What pg says, without a code, to a statement whose connection has broken, or breaks under it. */
const broken = /^Connection terminated|is not queryable$|^Client was closed|^timeout exceeded when trying to connect$/;

/** True where the database was lost; whether the statement was carried out is not known then. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof Error && broken.test(error.message);
}
