import { ContestEngine } from '@fanfold/fantasy/engine/contest-engine';
import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { T20_RULES, decodeRanks, decodeTimeline } from '@fanfold/game/fantasy';
import type { Firestore } from 'firebase-admin/firestore';

/**
 * What a contest says, without what tells of commits and not of content: `rev`, the moment of the lock, since when an over is on, how often it was settled, and in which
 * order entries came into which block.
 */
export async function contentOfContest(db: Firestore, contestId: string): Promise<Record<string, unknown>> {
  const [contest, standings, leaderboard] = await db.getAll(
    ...['', '/live/standings', '/live/leaderboard'].map((path) => db.doc(`contests/${contestId}${path}`)),
  );
  const { rev: _c, lockedAt, settlement: _s, ...shown } = contest?.data() ?? {};
  const { rev: _t, reading: _r, timeline, ranks, ...standing } = standings?.data() ?? {};
  const { rev: _l, ...board } = leaderboard?.data() ?? {};
  return {
    contest: { ...shown, locked: lockedAt !== null },
    standings: {
      ...standing,
      timeline: timeline && decodeTimeline(timeline as Uint8Array),
      ranks: ranks && decodeRanks(ranks as Uint8Array),
    },
    board,
    entries: await entriesInBlocks(db, contestId),
  };
}

/** Entries as the blocks have them, by id. */
async function entriesInBlocks(db: Firestore, contestId: string): Promise<unknown[]> {
  const store = new FantasyStore(db);
  const ids = (await db.collection(`contests/${contestId}/state`).listDocuments()).map(({ id }) => id);
  const count = (kind: string) => [...Array(ids.filter((id) => id.startsWith(kind)).length).keys()];
  const engine = new ContestEngine(T20_RULES.picks);
  for await (const [number, block] of store.entryBlocks(contestId, count('entries-')))
    engine.loadEntries(number, block);
  for await (const [, block] of store.powerUpBlocks(contestId, count('powerUps-'))) engine.loadPowerUps(block);
  const powerUps = [...Array(engine.powerUps.count).keys()].map((number) => engine.powerUps.row(number));
  return [...Array(engine.roster.count).keys()]
    .map((entry) => ({
      ...engine.record(entry),
      powerUps: powerUps.filter((row) => row.entry === entry).map((row) => engine.powerUp(row)),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
