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

/** The items of a message: an array of them, or a single one. */
export function readItems(text: string): { items: unknown[] } | { rejected: Rejected } {
  try {
    const message: unknown = JSON.parse(text);
    return { items: Array.isArray(message) ? message : [message] };
  } catch (error) {
    const message = text === '' ? 'the message has no data' : (error as Error).message;
    return { rejected: { code: 'notJson', message, table: null, payload: text } };
  }
}
