import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded into firebase-tools, which tells the Firestore emulator where to send events only when it runs its own functions emulator: adds
 * that flag for `FANFOLD_FIRESTORE_EVENTS`.
 */
const { spawn } = childProcess;
const target = process.env.FANFOLD_FIRESTORE_EVENTS;

childProcess.spawn = (command, args, options) => {
  const isFirestore = Array.isArray(args) && args.some((arg) => /firestore.*\.jar$/.test(arg));
  return spawn(command, isFirestore && target ? [...args, '--functions_emulator', target] : args, options);
};
syncBuiltinESMExports();
