export function isWebAddress(url: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(url)?.protocol ?? '');
}

/** Of addresses that are written otherwise and mean the same, one. */
export function evenAddress(url: string): string {
  return new URL(url).href.replace(/\/$/, '');
}
