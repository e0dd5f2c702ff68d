/** No figure, day or name is longer: what is, is refused before it is looked at closely. */
export const longestWord = 120;

/** Shortened, for messages. */
export function shown(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
