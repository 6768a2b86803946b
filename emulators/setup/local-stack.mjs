import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { MissingError, root } from './tools.mjs';

/** Left by a running `npm start`: the variables by which a command finds its parts. */
const file = join(root, '.fanfold/env.json');

/**
 * Variables of the running `npm start`; what is set already wins. `otherwise` is how to point the command at something else: when that has been
 * done (`isElsewhere`), the local stack is left alone. Emulators that are named must answer.
 */
export async function findStack({ isElsewhere, otherwise }) {
  if (!isElsewhere && !existsSync(file))
    throw new MissingError(`No local stack is running: run npm start, or ${otherwise}.`);
  const stack = isElsewhere ? {} : JSON.parse(readFileSync(file, 'utf8'));
  const env = { ...stack, ...process.env };
  for (const name of ['FIRESTORE_EMULATOR_HOST', 'PUBSUB_EMULATOR_HOST']) {
    if (env[name] && !(await answers(env[name])))
      throw new MissingError(`Nothing answers at ${env[name]}: run npm start, or correct ${name}.`);
  }
  // Google's clients look for the metadata server of a cloud machine, which an emulator does not need.
  return env.FIRESTORE_EMULATOR_HOST ? { METADATA_SERVER_DETECTION: 'none', ...env } : env;
}

function answers(address) {
  const { hostname, port } = new URL(`http://${address}`);
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port || 80), timeout: 2_000 });
    const end = (isThere) => {
      socket.destroy();
      done(isThere);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });
}
