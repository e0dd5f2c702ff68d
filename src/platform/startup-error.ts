/** A start that cannot go on. The message is one line and names the cause and the cure: it is shown as it is. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
