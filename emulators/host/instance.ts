/** A function that an instance serves under `/{name}`. */
export interface Served {
  name: string;
  /** Bundle that exports it. */
  source: string;
  target: string;
  signature: 'cloudevent' | 'http';
}

/** What a process is started with: `node instance-main.mjs INSTANCE`, as JSON. */
export interface Instance {
  port: number;
  functions: readonly Served[];
}

/** The line it prints once it answers. */
export const LISTENING = '{"event":"listening"}';
