/** The classes that a model tells apart: every code, and every 大类, 中类 and 小类 above one. */
export type Labels = {
  readonly codes: readonly string[];
  /** Four places among all outputs a code: of its 大类, 中类, 小类 and itself. */
  readonly outputs: Uint16Array;
  readonly outputCount: number;
};

/** How many characters of a code name its class at each level: 2, 2-02, 2-02-10, 2-02-10-03. */
export const PREFIX_LENGTHS = [1, 4, 7, 10] as const;

export function labelsOf(codes: Iterable<string>): Labels {
  const sorted = [...new Set(codes)].sort();
  const places = new Map<string, number>();
  const outputs = sorted.flatMap((code) =>
    PREFIX_LENGTHS.map((length) => {
      const key = `${length}:${code.slice(0, length)}`;
      const place = places.get(key) ?? places.size;
      places.set(key, place);
      return place;
    }),
  );
  return { codes: sorted, outputs: Uint16Array.from(outputs), outputCount: places.size };
}
