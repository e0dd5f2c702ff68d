/** Text as bytes in GB18030, which Node reads and does not write. Null for what the encoding has not. */
export function gb18030(text: string): Buffer | null {
  const codes = table();
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point < 0x80 ? [point] : point > 0xffff ? linear(point) : codes.get(character);
    if (!code) return null;
    bytes.push(...code);
  }
  return Buffer.from(bytes);
}

let known: Map<string, readonly number[]> | null = null;

/** All codes of two bytes, and those of four below the astral planes, as the decoder reads them. */
function table(): Map<string, readonly number[]> {
  if (known) return known;
  known = new Map();
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const learn = (code: readonly number[]): void => {
    try {
      const character = decoder.decode(Uint8Array.from(code));
      if ([...character].length === 1 && character !== '\ufffd' && !known?.has(character)) known?.set(character, code);
    } catch {
      // No character has this code.
    }
  };
  for (let a = 0x81; a <= 0xfe; a += 1) {
    for (let b = 0x40; b <= 0xfe; b += 1) learn([a, b]);
  }
  for (let n = 0; n < 39_420; n += 1) learn(fourBytes(n, 0x81));
  return known;
}

/** Beyond the first plane the codes run in a row from 90 30 81 30. */
function linear(point: number): number[] {
  return fourBytes(point - 0x10000, 0x90);
}

function fourBytes(n: number, first: number): number[] {
  return [
    first + Math.floor(n / 12_600),
    0x30 + (Math.floor(n / 1_260) % 10),
    0x81 + (Math.floor(n / 10) % 126),
    0x30 + (n % 10),
  ];
}
