import { setTimeout as wait } from 'node:timers/promises';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { compareSettlements } from './settlement-case.ts';

/** `SETTLEMENT_CASES=500 SETTLEMENT_SEED=1 npm run test:int` runs more, or others; settlement-crash.unit.spec.ts has more, in memory. */
const CASES = Number(process.env['SETTLEMENT_CASES'] ?? 4);
const FIRST_SEED = Number(process.env['SETTLEMENT_SEED'] ?? 1);

describe('settlements: any order, any number of times, any crash', () => {
  let straight: TestFirestore;
  let rough: TestFirestore;

  before(() => {
    straight = openFirestore();
    rough = openFirestore();
  });
  after(() => Promise.all([straight.close(), rough.close()]));

  const compare = (seed: number, fans: number) =>
    compareSettlements({ straight, rough, holdUp: (random) => wait(random() * 15) }, seed, fans);

  it(`pay each fan their coins once, whatever dies and overtakes (cases ${FIRST_SEED} to ${FIRST_SEED + CASES - 1})`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) await compare(seed, 31);
  });

  it('and so in a contest of two blocks, several commits each', () => compare(FIRST_SEED, 512 + 420));
});
