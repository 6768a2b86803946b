import assert from 'node:assert/strict';
import { type Command, shellText } from './command.ts';
import type { Outcome } from './run-command.ts';
import { askChecks, takeSteps } from './run-plan.ts';
import { EXISTS, type Step } from './step.ts';

const step = (name: string, fields: Partial<Step> = {}): Step => ({
  title: `Do ${name}`,
  command: [name],
  onFailure: `Mend ${name}.`,
  ...fields,
});

/** Runs nothing: a command that is not named here succeeds. */
function runner(outcomes: Record<string, Partial<Outcome>>) {
  const ran: string[] = [];
  let said = '';
  return {
    ran,
    said: () => said,
    say: (text: string) => void (said += text),
    run: (command: Command) => {
      const text = shellText(command);
      ran.push(text);
      return Promise.resolve({ code: 0, output: '', errors: '', ...outcomes[text] });
    },
  };
}

describe('taking the steps of a deployment', () => {
  it('takes all in order', async () => {
    const { ran, say, run } = runner({});
    assert.equal(await takeSteps([step('a'), step('b')], say, run), true);
    assert.deepEqual(ran, ['a', 'b']);
  });

  it('stops at the first that fails and says what to do', async () => {
    const { ran, say, run, said } = runner({ b: { code: 1 } });
    assert.equal(await takeSteps([step('a'), step('b'), step('c')], say, run), false);
    assert.deepEqual(ran, ['a', 'b']);
    assert.match(said(), /Failed: b[^]*Mend b\./);
  });

  it('says why a command could not start', async () => {
    const { say, said } = runner({});
    const run = () => Promise.reject(new Error('spawn gcloud ENOENT'));
    assert.equal(await takeSteps([step('a')], say, run), false);
    assert.match(said(), /spawn gcloud ENOENT[^]*Mend a\./);
  });

  it('goes on where something is there already', async () => {
    const { say, run } = runner({ a: { code: 1, errors: 'ALREADY_EXISTS: topic a' } });
    assert.equal(await takeSteps([step('a', { isDone: EXISTS })], say, run), true);
    assert.equal(await takeSteps([step('a')], say, run), false);
  });
});

describe('asking the checks of a deployment', () => {
  const check = {
    title: 'All is there',
    command: ['list'],
    problems: (output: string) => output.split('\n').filter(Boolean),
  };

  it('says what is wrong', async () => {
    const { say, run, said } = runner({ list: { output: 'saveEntry is missing\n' } });
    assert.equal(await askChecks([check], say, run), false);
    assert.match(said(), /FAILED +All is there\n +saveEntry is missing/);
  });

  it('takes no answer for a problem', async () => {
    const { say, run } = runner({ list: { code: 1 } });
    assert.equal(await askChecks([check], say, run), false);
  });

  it('is content with no problems', async () => {
    const { say, run } = runner({});
    assert.equal(await askChecks([check], say, run), true);
  });
});
