import { createHash } from 'node:crypto';

const slotWords = 3;
const leastSlots = 1_024;

/**
 * The line of each record by a hash of its key, in flat memory: 24 bytes a row or twice that, whatever the keys hold.
 * Two keys are taken for one when the first 64 bits of their SHA-1 are equal: with a million keys, once in 37 million files.
 */
export class KeyLines {
  private slots = new Uint32Array(leastSlots * slotWords);
  private capacity = leastSlots;
  private count = 0;

  /** @returns the line on which the key stood before; null when it is new, and is kept. */
  earlier(key: string, line: number): number | null {
    if (this.count * 2 >= this.capacity) this.grow();
    const hash = createHash('sha1').update(key).digest();
    const [high, low] = [hash.readUInt32LE(0), hash.readUInt32LE(4)];
    const at = this.find(high, low);
    const known = this.slots[at + 2] ?? 0;
    if (known !== 0) return known;
    this.put(at, high, low, line);
    this.count += 1;
    return null;
  }

  /** The slot of the hash, or the free one in which it belongs: a line of 0 is free. */
  private find(high: number, low: number): number {
    const { slots, capacity } = this;
    for (let slot = low & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      const at = slot * slotWords;
      if (slots[at + 2] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
    }
  }

  private put(at: number, high: number, low: number, line: number): void {
    this.slots[at] = high;
    this.slots[at + 1] = low;
    this.slots[at + 2] = line;
  }

  private grow(): void {
    const old = this.slots;
    this.capacity *= 2;
    this.slots = new Uint32Array(this.capacity * slotWords);
    for (let at = 0; at < old.length; at += slotWords) {
      const [high = 0, low = 0, line = 0] = old.subarray(at, at + slotWords);
      if (line !== 0) this.put(this.find(high, low), high, low, line);
    }
  }
}
