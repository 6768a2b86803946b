import { resolve } from 'node:path';
import { exitWhenTold } from '@fanfold/emulators/run-mark';
import { root } from '@fanfold/tools/root';
import Mocha from 'mocha';

/** How the tests of a file ended. */
export interface FileResult {
  passed: number;
  failed: number;
  ms: number;
  printed: string;
  /** What is wrong, for the end of the run. */
  failures: string;
  /** The same in some lines for each test, for readers who see no more than the end of what was printed. */
  brief: string;
}

/** Runs the spec file that its parent sends; the parent ends the process. */

/** Prints no list of failures: they stand together at the end of the run. */
class Results extends Mocha.reporters.Spec {
  override epilogue(): void {
    return;
  }
}

let printed = '';

/** What was printed since it was last asked for. */
function takePrinted(): string {
  const text = printed;
  printed = '';
  return text;
}

/** Of any test or hook. It is for one that hangs: on a machine with much else to do all is several times slower. */
const TIMEOUT_MS = 15 * 60_000;

async function run(file: string): Promise<FileResult> {
  const startedAt = performance.now();
  const mocha = new Mocha({ reporter: Results, timeout: TIMEOUT_MS, forbidOnly: true, forbidPending: true });
  mocha.addFile(resolve(root, file));
  await mocha.loadFilesAsync();
  const failures: Mocha.Test[] = [];
  const stats = await new Promise<Mocha.Stats | undefined>((done) => {
    const runner = mocha.run(() => done(runner.stats));
    runner.on('fail', (test) => failures.push(test));
  });
  const results = takePrinted();
  if (failures.length > 0) Mocha.reporters.Base.list(failures);
  return {
    passed: stats?.passes ?? 0,
    failed: failures.length,
    ms: performance.now() - startedAt,
    printed: results,
    failures: takePrinted(),
    brief: failures.map(briefly).join(''),
  };
}

/** Characters of a message's beginning and end: what a program that failed has printed last says why. */
const SHOWN = { start: 300, end: 1_200 };

function briefly(test: Mocha.Test): string {
  const message = test.err?.message ?? '';
  const isShort = message.length <= SHOWN.start + SHOWN.end;
  const shown = isShort ? message : `${message.slice(0, SHOWN.start)}\n[…]\n${message.slice(-SHOWN.end)}`;
  return `${test.fullTitle()}\n${shown.replace(/^/gm, '    ')}\n`;
}

function capture(chunk: string | Uint8Array): true {
  printed += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
  return true;
}

exitWhenTold();
// The services' own lines, thousands of them, would drown the results.
console.debug = console.info = () => undefined;
process.stdout.write = process.stderr.write = capture as typeof process.stdout.write;
process.on('message', (file: string) => {
  const startedAt = performance.now();
  // A file that cannot be loaded has no tests that could fail.
  const broken = (error: Error): FileResult => ({
    passed: 0,
    failed: 1,
    ms: performance.now() - startedAt,
    printed: takePrinted(),
    failures: `\n${error.stack ?? error.message}\n`,
    brief: `${error.message}\n`,
  });
  void run(file)
    .catch(broken)
    .then((result) => process.send?.(result));
});
