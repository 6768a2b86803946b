import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { root } from '@fanfold/tools/root';
import type { Report } from './report.ts';

/** Runs a tool over the whole repository, and reports how it ended. */
export async function runCheck(name: string, [script = '', ...args]: string[], report: Report): Promise<void> {
  const startedAt = performance.now();
  const command = [resolve(root, 'node_modules', script), ...args];
  const result = await new Promise<{ isOk: boolean; printed: string }>((done) =>
    execFile(process.execPath, command, { cwd: root, maxBuffer: Infinity }, (error, stdout, stderr) =>
      done({ isOk: error === null, printed: stdout + stderr }),
    ),
  );
  report.addCheck(name, { ...result, ms: performance.now() - startedAt });
}
