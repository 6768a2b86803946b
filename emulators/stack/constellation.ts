import { resolve } from 'node:path';
import { startMysql } from '../mysql/server.ts';
import { freePort } from '../ports.ts';
import { workFolder } from '../processes.ts';
import { type Emulator, startSuite } from '../suite/suite.ts';

export interface Constellation {
  /** Of the server, without a database. */
  mysqlUrl: string;
  /** Where the emulators are, as variables that clients read. */
  env: Record<string, string>;
  stop: () => Promise<void>;
}

export interface ConstellationOptions {
  /** Names the data folder of the embedded MySQL, which is kept. */
  name: string;
  projectId: string;
  emulators: readonly Emulator[];
}

/** A database (MYSQL_URL, or an embedded one) and emulators, on free ports: for tests and benches beside a running `npm start`. */
export async function startConstellation(options: ConstellationOptions): Promise<Constellation> {
  const { name, projectId, emulators } = options;
  const [mysqlPort = 0, auth = 0, firestore = 0, pubsub = 0, hub = 0, logging = 0] = await Promise.all(
    Array.from({ length: 6 }, freePort),
  );
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => void (await Promise.all(stops.splice(0).map((stopOne) => stopOne())));
  try {
    let mysqlUrl = process.env['MYSQL_URL'];
    if (!mysqlUrl) {
      const mysql = await startMysql({ dataDir: resolve(workFolder, `${name}-mysql`), port: mysqlPort });
      stops.push(mysql.stop);
      mysqlUrl = mysql.url;
    }
    const suite = await startSuite({ projectId, only: emulators, ports: { auth, firestore, pubsub, hub, logging } });
    stops.push(suite.stop);
    return { mysqlUrl, env: suite.env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
