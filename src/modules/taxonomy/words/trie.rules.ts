interface Node<T> {
  next: Map<number, Node<T>> | null;
  value: T | undefined;
}

/** A word found in a text: its place and what it stands for. */
export interface Found<T> {
  start: number;
  end: number;
  value: T;
}

/** Many words, looked for in a text at once; where several begin, the longest that is accepted stands. */
export class WordTrie<T> {
  private readonly root: Node<T> = { next: null, value: undefined };

  set(word: string, value: T): void {
    let node = this.root;
    for (let at = 0; at < word.length; at += 1) {
      node.next ??= new Map();
      const unit = word.charCodeAt(at);
      const next: Node<T> = node.next.get(unit) ?? { next: null, value: undefined };
      node.next.set(unit, next);
      node = next;
    }
    if (word !== '') node.value = value;
  }

  get(word: string): T | undefined {
    let node: Node<T> | undefined = this.root;
    for (let at = 0; at < word.length && node; at += 1) node = node.next?.get(word.charCodeAt(at));
    return node?.value;
  }

  /** The words that begin at a place, longest first. */
  at(text: string, start: number): Found<T>[] {
    const found: Found<T>[] = [];
    let node: Node<T> | undefined = this.root;
    for (let end = start; end < text.length; end += 1) {
      node = node.next?.get(text.charCodeAt(end));
      if (!node) break;
      if (node.value !== undefined) found.unshift({ start, end: end + 1, value: node.value });
    }
    return found;
  }

  /** From left to right, none over another. */
  scan(text: string, accepts: (found: Found<T>) => boolean = () => true): Found<T>[] {
    const all: Found<T>[] = [];
    for (let start = 0; start < text.length; ) {
      const found = this.at(text, start).find(accepts);
      if (found) all.push(found);
      start = found ? found.end : start + 1;
    }
    return all;
  }
}
