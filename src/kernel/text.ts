import { badInput } from './errors.ts';

export interface TextBounds {
  /** In characters as a reader counts them, so that a limit of 200 holds 200 汉字 of any plane. */
  min: number;
  max: number;
  /** Tab and line breaks may stand inside. */
  multiline?: boolean;
}

/** Half of a pair cannot be stored; what turns the direction of a line around makes it read as what it is not. */
const never = /\p{Surrogate}|[\u202a-\u202e\u2066-\u2069]/u;
const control = /\p{Cc}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlInLines = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** Spaces, zero widths, fillers: a name of nothing else is none. */
const unseen = /^[\s\p{Default_Ignorable_Code_Point}\u2800]+$/u;

/**
 * @returns the text trimmed and in one writing (NFC).
 * @throws BAD_INPUT at `path` when it is too short or too long, cannot be stored or shown, or shows nothing.
 */
export function checkText(value: string, path: string, { min, max, multiline = false }: TextBounds): string {
  const text = value.trim().normalize('NFC');
  if (never.test(text) || (multiline ? controlInLines : control).test(text)) {
    throw badInput(
      path,
      'The text holds a character that cannot be stored or shown (NUL, control, half of a pair, turned direction).',
      multiline ? 'Remove it.' : 'Remove it; this text has one line, without tabs.',
    );
  }
  if (unseen.test(text)) throw badInput(path, 'The text shows nothing.', 'Write something that can be seen.');
  const length = [...text].length;
  if (length >= min && length <= max) return text;
  throw badInput(
    path,
    `The text has ${length} characters.`,
    length > max ? `Shorten it to ${max}.` : `Write ${min} to ${max} characters.`,
  );
}

/** The same for a text that may be left out: an empty one is none. */
export function optionalText(
  value: string | null | undefined,
  path: string,
  max: number,
  { multiline = false }: Pick<TextBounds, 'multiline'> = {},
): string | null {
  return value == null ? null : checkText(value, path, { min: 0, max, multiline }) || null;
}

/** For texts of several lines, to be given as the last argument. */
export const inLines = { multiline: true } as const;
