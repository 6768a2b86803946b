import assert from 'node:assert/strict';
import { GRACE_MS, reportConnection } from './connection-reporter.ts';

const cached = { cache: true, hasValue: true };
const confirmed = { cache: false, hasValue: true };

describe('connection reporter', () => {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  let timers: Map<number, () => void>;

  beforeEach(() => {
    timers = new Map();
    let last = 0;
    const set = (callback: () => void, ms: number) => {
      assert.equal(ms, GRACE_MS);
      timers.set(++last, callback);
      return last;
    };
    Object.assign(globalThis, { setTimeout: set, clearTimeout: (timer: number) => timers.delete(timer) });
  });
  afterEach(() => Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear }));

  function passGrace(): void {
    for (const [timer, callback] of [...timers]) {
      timers.delete(timer);
      callback();
    }
  }

  function given() {
    const said: string[] = [];
    const reporter = reportConnection<number>(({ value, connection }) => said.push(`${value} ${connection}`));
    return { said, reporter };
  }

  it('stays live while documents are checked for a moment, and hands their values on', () => {
    const { said, reporter } = given();
    reporter.report(1, confirmed);
    reporter.report(2, cached);
    reporter.report(3, confirmed);
    passGrace();
    assert.deepEqual(said, ['1 live', '2 live', '3 live']);
  });

  it('is offline when the server stays away, however much the cache says', () => {
    const { said, reporter } = given();
    reporter.report(1, confirmed);
    reporter.report(1, cached);
    reporter.report(2, cached);
    passGrace();
    reporter.report(3, cached);
    assert.deepEqual(said, ['1 live', '1 live', '2 live', '2 offline', '3 offline']);
  });

  it('is live again with the first answer, and gives the same grace after it', () => {
    const { said, reporter } = given();
    reporter.report(1, confirmed);
    reporter.report(1, cached);
    passGrace();
    reporter.report(2, confirmed);
    reporter.report(2, cached);
    assert.deepEqual(said.slice(2), ['1 offline', '2 live', '2 live']);
    passGrace();
    assert.equal(said.at(-1), '2 offline');
  });

  it('is connecting, or offline, at once where nothing was live', () => {
    const { said, reporter } = given();
    reporter.report(1, cached);
    reporter.report(0, { cache: true, hasValue: false });
    assert.deepEqual(said, ['1 connecting', '0 offline']);
  });

  it('says nothing after it was stopped', () => {
    const { said, reporter } = given();
    reporter.report(1, confirmed);
    reporter.report(1, cached);
    reporter.stop();
    passGrace();
    assert.deepEqual(said, ['1 live', '1 live']);
  });
});
