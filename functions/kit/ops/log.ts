import { logger } from 'firebase-functions';
import type { Rejected } from './rejected.ts';

/** One function per business event: one structured line each, with ids and figures, never with content of rows. */

export interface CommitEvent {
  service: string;
  scope: string;
  rev: number;
  seq: number;
  /** Messages that joined this commit. */
  messages: number;
  /** Documents written, state included. */
  writes: number;
  /** Documents read for it: none in steady state. */
  reads: number;
  /** Packed size of the state. */
  bytes: number;
  /** From taking the messages to the commit. */
  ms: number;
  /** The state nears the limit of a document. */
  alarm: boolean;
}

export function logCommit(event: CommitEvent): void {
  logger.write({ severity: event.alarm ? 'ALERT' : 'DEBUG', message: 'commit', event: 'commit', ...event });
}

/** Effects are committed and Pub/Sub does not take them: other services do not hear of what fans see. Look at the topic and who may publish to it. */
export function logUnpublished(service: string, scope: string, effects: number, error: unknown): void {
  const message = `effects cannot be published: ${textOf(error)}`;
  logger.write({ severity: 'ALERT', message, event: 'unpublished', service, scope, effects });
}

/** All scopes in memory are in use, and another one waits. Give the function more memory, or spread its scopes over topics. */
export function logMemoryFull(service: string, scopes: number, maxBytes: number): void {
  logger.write({ severity: 'ALERT', message: 'memory is full', event: 'memoryFull', service, scopes, maxBytes });
}

/** Rows reached the documents, or failed to once more, so long after they were committed in the stats database. */
export function logLate(service: string, matches: readonly string[], ageMs: number): void {
  logger.write({ severity: 'ALERT', message: 'rows are late', event: 'lateRows', service, matches, ageMs });
}

export function logRetry(service: string, scope: string, attempt: number, error: unknown): void {
  logger.write({ severity: 'INFO', message: `retry: ${textOf(error)}`, event: 'retry', service, scope, attempt });
}

/** Without the message, which may name a fan: it stands in the document. */
export function logRejected(service: string, id: string, { code, table }: Pick<Rejected, 'code' | 'table'>): void {
  logger.write({ severity: 'ERROR', message: `dead letter: ${code}`, event: 'deadLetter', service, id, code, table });
}

export function logRefold(service: string, scope: string, writes: number): void {
  logger.write({ severity: 'INFO', message: 'refold', event: 'refold', service, scope, writes });
}

/** A scope could not meet the tombstones of a snapshot with the others; it does when it is read the next time. */
export function logPassSkipped(service: string, scope: string, error: unknown): void {
  const message = `snapshot not applied: ${textOf(error)}`;
  logger.write({ severity: 'ERROR', message, event: 'passSkipped', service, scope });
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
