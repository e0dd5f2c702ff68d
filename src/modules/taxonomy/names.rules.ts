/** Texts by which concepts are found, folded for width and case. */
export class ConceptNames {
  private readonly codes = new Map<string, string[]>();

  add(scheme: string, code: string, names: Iterable<string | null | undefined>): void {
    for (const name of names) {
      if (!name) continue;
      const key = keyOf(scheme, name);
      const list = this.codes.get(key);
      if (!list) this.codes.set(key, [code]);
      else if (!list.includes(code)) list.push(code);
    }
  }

  /** Codes of all editions that bear the name. */
  find(scheme: string, text: string): readonly string[] {
    return this.codes.get(keyOf(scheme, text)) ?? none;
  }
}

const none: readonly string[] = [];

export function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

function keyOf(scheme: string, name: string): string {
  return `${scheme}:${folded(name)}`;
}
