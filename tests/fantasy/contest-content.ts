import { BlockContent } from '@fanfold/fantasy/entries/block-content';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { decodeTimeline } from '@fanfold/game/fantasy';
import { decodeRanks } from '@fanfold/game/ranks';
import type { Firestore } from 'firebase-admin/firestore';

/**
 * What a contest says, without what tells of commits and not of content: `rev`, the moment of the lock, since when an over is on, how often it was settled, and in which
 * order entries came into which block.
 */
export async function contentOfContest(db: Firestore, contestId: string): Promise<Record<string, unknown>> {
  const [contest, standings, leaderboard, names] = await db.getAll(
    ...['', '/live/standings', '/live/leaderboard', '/live/names'].map((path) =>
      db.doc(`contests/${contestId}${path}`),
    ),
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
    named: ((names?.get('fans') ?? []) as { uid: string }[]).map(({ uid }) => uid).sort(),
    entries: await entriesInBlocks(db, contestId),
  };
}

/** Entries as the blocks have them, by id. */
async function entriesInBlocks(db: Firestore, contestId: string): Promise<EntryRecord[]> {
  const store = new EntryStore(db);
  const entries: EntryRecord[] = [];
  for await (const [, block] of store.blocks(contestId, await store.blockNames(contestId)))
    if (block) entries.push(...BlockContent.of(block).records());
  return entries.sort((a, b) => (a.id < b.id ? -1 : 1));
}
