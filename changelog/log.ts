export type LogFields = Record<string, unknown>;

/** One JSON line per event, in the shape that Cloud Logging reads. */
export function log(severity: 'INFO' | 'WARNING' | 'ERROR', event: string, fields: LogFields = {}): void {
  const line = JSON.stringify({ event, severity, time: new Date().toISOString(), component: 'changelog', ...fields });
  process.stdout.write(`${line}\n`);
}
