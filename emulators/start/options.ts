import { parseArgs } from 'node:util';

export const PORTS = {
  mysql: 3307,
  auth: 9099,
  firestore: 8080,
  pubsub: 8085,
  functions: 5001,
  hub: 4400,
  logging: 4500,
};

export type PortName = keyof typeof PORTS;

export interface StartOptions {
  matchFiles: string[];
  speed: number;
  exitAtEnd: boolean;
  report: string | undefined;
  dump: string | undefined;
  ports: Record<PortName, number>;
  help: boolean;
}

export const HELP = `npm start [-- OPTIONS]

Starts MySQL, the Firebase emulators and the changelog connector, and plays matches through them.

  --match FILE     a match to play: Cricsheet JSON, or StatsBomb events with their line-ups beside; repeatable (default: two demo matches)
  --speed X        1 is real time, 0 as fast as it goes (default 60)
  --exit-at-end    stop when every match has been played and shown
  --report FILE    write figures as JSON: events, latencyMs, writesPerEvent, errors
  --dump FILE      write every Firestore document as JSON
  --port-NAME N    move a part to another port: ${Object.entries(PORTS)
    .map(([name, port]) => `${name} ${port}`)
    .join(', ')}
  --help           this text

MYSQL_URL=mysql://user:password@host:port uses that server (database fanfold) and starts none.
`;

/** @throws Error with one sentence when an option is unknown or wrong */
export function parseOptions(args: string[]): StartOptions {
  const ports = Object.fromEntries(Object.keys(PORTS).map((name) => [`port-${name}`, { type: 'string' as const }]));
  const { values } = parseArgs({
    args,
    options: {
      match: { type: 'string', multiple: true },
      speed: { type: 'string' },
      'exit-at-end': { type: 'boolean' },
      report: { type: 'string' },
      dump: { type: 'string' },
      help: { type: 'boolean' },
      ...ports,
    },
  }) as { values: Record<string, string | boolean | string[] | undefined> };
  const number = (name: string, fallback: number) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (!Number.isFinite(value) || value < 0)
      throw new Error(`--${name} takes a number from 0 up, not "${String(values[name])}".`);
    return value;
  };
  return {
    matchFiles: (values['match'] as string[] | undefined) ?? [],
    speed: number('speed', 60),
    exitAtEnd: values['exit-at-end'] === true,
    report: values['report'] as string | undefined,
    dump: values['dump'] as string | undefined,
    ports: Object.fromEntries(
      Object.entries(PORTS).map(([name, port]) => [name, number(`port-${name}`, port)]),
    ) as StartOptions['ports'],
    help: values['help'] === true,
  };
}
