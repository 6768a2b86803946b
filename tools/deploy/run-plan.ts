import { shellText } from './command.ts';
import { type Outcome, runCommand } from './run-command.ts';
import type { Check, Step } from './step.ts';

/** How one command is run; tests have their own. */
export type Run = typeof runCommand;

/** Takes the steps in order and stops at the first that fails. @returns whether all are done */
export async function takeSteps(steps: readonly Step[], say: (text: string) => void, run: Run = runCommand) {
  for (const [at, { title, command, isDone, onFailure }] of steps.entries()) {
    say(`\n${at + 1} of ${steps.length}: ${title}\n`);
    const { code, output, errors } = await attempt(() => run(command, { show: true }), say);
    if (code === 0) continue;
    if (isDone?.test(`${output}${errors}`)) {
      say('It is there already.\n');
      continue;
    }
    say(`\nFailed: ${shellText(command)}\n${onFailure}\nThen run the deploy again: what is done stays.\n`);
    return false;
  }
  return true;
}

/** Asks all checks. @returns whether nothing is wrong */
export async function askChecks(checks: readonly Check[], say: (text: string) => void, run: Run = runCommand) {
  let isFine = true;
  for (const { title, command, problems } of checks) {
    const { code, output, errors } = await attempt(() => run(command, { show: false }), say);
    const found = code === 0 ? problems(output) : [`${shellText(command)} failed: ${errors.trim()}`];
    say(
      `${found.length === 0 ? 'ok     ' : 'FAILED '} ${title}\n${found.map((problem) => `        ${problem}\n`).join('')}`,
    );
    isFine &&= found.length === 0;
  }
  return isFine;
}

async function attempt(run: () => Promise<Outcome>, say: (text: string) => void): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    // It could not start, or one of the commands that it takes words from has failed.
    say(`${(error as Error).message}\n`);
    return { code: 1, output: '', errors: '' };
  }
}
