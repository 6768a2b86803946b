import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const PORTS = {
  page: 5173,
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
  /** 1 is real time, 0 as fast as it goes. */
  speed: number;
  fans: number;
  /** Seconds between the announcement of the matches and their start. */
  wait: number;
  corrections: boolean;
  exitAtEnd: boolean;
  report: string | undefined;
  dump: string | undefined;
  ports: Record<PortName, number>;
  help: boolean;
}

export const HELP = `npm start [-- OPTIONS]

Starts MySQL, the Firebase emulators, the functions, the changelog connector and the page, and plays matches through them.

  --match FILE     a match to play: Cricsheet JSON, or StatsBomb events with their line-ups beside; repeatable (default: two demo matches)
  --speed X        1 is real time, 0 as fast as it goes (default 60)
  --corrections    afterwards the scorer edits, moves, adds and deletes some rows
  --fans N         fans to invent, each with a team in the fantasy contest of each match (default 1000)
  --wait SECONDS   time to pick a team on the page before the matches start (default 30; 0 with --exit-at-end)
  --exit-at-end    stop when every match has been played and shown
  --report FILE    write figures as JSON: events, latencyMs, standingsMs, fans, writesPerEvent, errors
  --dump FILE      write every Firestore document as JSON
  --port-NAME N    move a part to another port: ${Object.entries(PORTS)
    .map(([name, port]) => `${name} ${port}`)
    .join(', ')}
  --help           this text

MYSQL_URL=mysql://user:password@host:port uses that server (database fanfold, where the matches to play are entered anew) and starts none.
`;

/** An option is unknown or wrong; the message says which and what it takes. */
export class OptionError extends Error {}

/**
 * @param folder what file names are relative to
 * @throws OptionError
 */
export function parseOptions(args: string[], folder: string): StartOptions {
  const values = read(args);
  const number = (name: string, fallback: number, isRight: (value: number) => boolean, what: string) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (values[name] === '' || !isRight(value))
      throw new OptionError(`--${name} takes ${what}, not "${String(values[name])}".`);
    return value;
  };
  const port = (name: PortName) => {
    const isPort = (value: number) => Number.isInteger(value) && value >= 1 && value <= 65_535;
    return number(`port-${name}`, PORTS[name], isPort, 'a port from 1 to 65535');
  };
  const target = (name: string) => {
    if (values[name] === undefined) return undefined;
    const file = resolve(folder, String(values[name]));
    if (!existsSync(dirname(file))) throw new OptionError(`--${name}: there is no folder ${dirname(file)}.`);
    return file;
  };
  const count = (value: number) => Number.isInteger(value) && value >= 0;
  return {
    matchFiles: ((values['match'] as string[] | undefined) ?? []).map((file) => resolve(folder, file)),
    speed: number('speed', 60, (value) => Number.isFinite(value) && value >= 0, 'a number from 0 up'),
    fans: number('fans', 1_000, count, 'a whole number from 0 up'),
    wait: number('wait', values['exit-at-end'] === true ? 0 : 30, count, 'a whole number of seconds from 0 up'),
    corrections: values['corrections'] === true,
    exitAtEnd: values['exit-at-end'] === true,
    report: target('report'),
    dump: target('dump'),
    ports: Object.fromEntries(
      Object.keys(PORTS).map((name) => [name, port(name as PortName)]),
    ) as StartOptions['ports'],
    help: values['help'] === true,
  };
}

function read(args: string[]): Record<string, string | boolean | string[] | undefined> {
  const ports = Object.keys(PORTS).map((name) => [`port-${name}`, { type: 'string' }] as const);
  const options = {
    match: { type: 'string', multiple: true },
    speed: { type: 'string' },
    fans: { type: 'string' },
    wait: { type: 'string' },
    corrections: { type: 'boolean' },
    'exit-at-end': { type: 'boolean' },
    report: { type: 'string' },
    dump: { type: 'string' },
    help: { type: 'boolean' },
    ...Object.fromEntries(ports),
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new OptionError(`${(error as Error).message.split('. ')[0]}. See npm start -- --help.`);
  }
}
