/** A function that an instance serves under `/{name}`. */
export interface Served {
  /** Of the export. */
  name: string;
  signature: 'cloudevent' | 'http';
}

/** What a process is started with: `node instance-main.mjs INSTANCE`, as JSON. */
export interface Instance {
  /** Bundle that exports the functions. */
  source: string;
  functions: readonly Served[];
}

/** The line it prints once it answers, as JSON. */
export interface Listening {
  event: 'instanceListening';
  port: number;
}
