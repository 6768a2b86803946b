/**
 * What others see of a fan who has no name, or whose name ops have masked: the same for a fan for ever, so that others can tell them apart. By FNV-1a
 * (Fowler, Noll, Vo; public domain) over the id.
 */
export function maskedName(uid: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < uid.length; at++) hash = Math.imul(hash ^ uid.charCodeAt(at), 0x01000193);
  return `Fan ${String((hash >>> 0) % 10_000).padStart(4, '0')}`;
}
