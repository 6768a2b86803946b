import assert from 'node:assert/strict';
import type { MoveRequest } from '@fanfold/game/coins';
import { LedgerInMemory } from '../testing/ledger-in-memory.ts';
import { expireCoins } from './expire-coins.ts';

const grpc = (code: number) => Object.assign(new Error(`gRPC ${code}`), { code });

describe('the sweep of coins that have expired', () => {
  let ledger: LedgerInMemory;

  beforeEach(() => (ledger = new LedgerInMemory()));

  const fans = Array.from({ length: 130 }, (_, n) => `fan${n}`);
  const expire = () => expireCoins(ledger.store.firestore, () => ledger.now);
  const coins = (uid: string) => ledger.wallet(uid)?.balances.coins.available;
  const grantOf = (day: number): MoveRequest => {
    const expiresOn = new Date(Date.UTC(2026, 6, day)).toISOString().slice(0, 10);
    return {
      ...{ key: `fantasy:${day}`, kind: 'grant', currency: 'coins', amount: 10 },
      ...{ reason: 'fantasy.prize', body: {}, expiresOn },
    };
  };
  const walletsIn = (paths: readonly string[]) => paths.filter((path) => path.split('/').length === 2);

  for (const code of [9, 13, 14])
    it(`goes through all other wallets when Firestore answers for one with ${code}, and fails at the end`, async () => {
      for (const uid of fans) await ledger.post(uid, [grantOf(1)]);
      ledger.now = new Date('2026-07-02T00:00:00Z');
      ledger.store.before = (kind, paths) => {
        if (kind === 'commit' && paths.includes('wallets/fan7')) throw grpc(code);
      };
      await assert.rejects(expire(), { code });
      for (const uid of fans) assert.equal(coins(uid), uid === 'fan7' ? 10 : 0);
      ledger.store.before = () => undefined;
      assert.equal(await expire(), 1);
      assert.deepEqual([coins('fan7'), ledger.problems('fan7')], [0, []]);
    });

  it('halves what is too much for one commit', async () => {
    const days = Array.from({ length: 40 }, (_, day) => grantOf(day + 1));
    for (const uid of fans) await ledger.post(uid, days);
    ledger.now = new Date('2026-09-01T00:00:00Z');
    const wallets: number[] = [];
    ledger.store.before = (kind, paths) => {
      if (kind !== 'commit') return;
      if (paths.length > 1_000) throw grpc(3);
      wallets.push(walletsIn(paths).length);
    };
    assert.equal(await expire(), fans.length);
    for (const uid of fans) assert.deepEqual([coins(uid), ledger.problems(uid)], [0, []]);
    assert.ok(Math.min(...wallets) > 5);
  });
});
