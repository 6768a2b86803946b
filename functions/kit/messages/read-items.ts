import type { Rejected } from '../ops/rejected.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Text of a Pub/Sub message. A message without data and bytes that are no UTF-8 give text that is no JSON, so that its reader rejects it.
 *
 * @param data base64, as Pub/Sub pushes it; undefined when the message has attributes only
 */
export function messageText(data: string | undefined): string {
  const bytes = Buffer.from(data ?? '', 'base64');
  try {
    return utf8.decode(bytes);
  } catch {
    return `not UTF-8: ${bytes.toString('base64')}`;
  }
}

/** No item and no row of ours is nested deeper. V8 overflows its stack at some 4,000 levels when it writes them as JSON, as a dead letter for instance. */
const MAX_DEPTH = 100;

const CUT = 'cut: nested too deep';

/** The items of a message: an array of them, or a single one. What is nested too deep for anything that comes next is cut. */
export function readItems(text: string): { items: unknown[] } | { rejected: Rejected } {
  try {
    const message: unknown = JSON.parse(text);
    const items: unknown[] = Array.isArray(message) ? message : [message];
    return { items: items.map((item) => (isDeeper(item, MAX_DEPTH) ? cutDeep(item, MAX_DEPTH) : item)) };
  } catch (error) {
    const message = text === '' ? 'the message has no data' : (error as Error).message;
    return { rejected: { code: 'notJson', message, table: null, payload: text } };
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

function cutDeep(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return CUT;
  if (Array.isArray(value)) return value.map((part) => cutDeep(part, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cutDeep(part, levels - 1)]));
}
