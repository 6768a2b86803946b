import type { ConnectorConfigInput } from '@fanfold/changelog/config';

/** A place in the binlog. */
export interface Place {
  file: string;
  pos: number;
}

/** What a measured process is to do; reader and connector get the same. */
export interface Job {
  config: ConnectorConfigInput;
  /** Where the bare reader begins. The connector has saved its own place, the same. */
  from: Place;
  /** Of the backlog, which is drained; null while single rows are timed. */
  rows: number | null;
}

/** Out of the arguments, which everybody on the machine may read: a URL has a password. */
const VARIABLE = 'FANFOLD_BENCH_JOB';

export function environmentOf(job: Job): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(job) };
}

export function readJob(): Job {
  return JSON.parse(process.env[VARIABLE] ?? '') as Job;
}
