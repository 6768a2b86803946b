import { spawn } from 'node:child_process';
import { root } from '../root.ts';
import type { Command, Word } from './command.ts';

export interface Outcome {
  code: number;
  /** What it printed to standard output. */
  output: string;
  /** What it printed to standard error, after that. */
  errors: string;
}

/** Runs a command in the root of the repository, after those it takes words from. `show` lets its output through as it comes. @throws when it cannot start, or one of the others fails */
export async function runCommand(command: Command, { show }: { show: boolean }): Promise<Outcome> {
  const words: string[] = [];
  for (const word of command) words.push(await textOf(word));
  const [program = '', ...args] = words;
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const outcome: Outcome = { code: 0, output: '', errors: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      outcome.output += text;
      if (show) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      outcome.errors += text;
      if (show) process.stderr.write(text);
    });
    child.on('error', fail);
    child.on('close', (code) => done({ ...outcome, code: code ?? 1 }));
  });
}

async function textOf(word: Word): Promise<string> {
  if (typeof word === 'string') return word;
  const { before = '', outputOf, after = '' } = word;
  const { code, output, errors } = await runCommand(outputOf, { show: false });
  if (code !== 0 || output.trim() === '') throw new Error(errors.trim() || `${outputOf.join(' ')} printed nothing`);
  return `${before}${output.trim()}${after}`;
}
