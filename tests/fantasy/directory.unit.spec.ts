import assert from 'node:assert/strict';
import { ROOT } from '@fanfold/fantasy/entries/block-tree';
import {
  type Directory,
  DIRECTORY_ALARM_BYTES,
  DIRECTORY_FORMAT,
  directoryBytes,
} from '@fanfold/fantasy/entries/directory';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { sweepDirectory } from '@fanfold/fantasy/sweep/full-directories';
import { OPS } from '../support/calls.ts';
import { directContest } from '@fanfold/fantasy/calls/direct-contest';
import { ContestInMemory, MATCH, START } from './contest-in-memory.ts';

const PATH = `matches/${MATCH}/state/entries`;

/** A directory whose one contest has so many blocks, as of 14 million entries. */
function directoryOf(contestId: string, count: number): Directory {
  const names = Array.from({ length: count }, (_, at) => ROOT + at.toString(2).padStart(16, '0'));
  const blocks = Object.fromEntries(names.map((name) => [name, 1]));
  return {
    formatVersion: DIRECTORY_FORMAT,
    rev: 1,
    contests: { [contestId]: { rev: 1, entries: count, revisions: count, blocks } },
  };
}

describe('a directory of entries that nears the size a document may have', () => {
  it('raises an alarm with its size', () => {
    assert.equal(sweepDirectory(directoryOf(MATCH, 25_000), MATCH), null);
    const bytes = sweepDirectory(directoryOf(MATCH, 28_000), MATCH) ?? 0;
    assert.ok(bytes > DIRECTORY_ALARM_BYTES && bytes < 1_000_000, String(bytes));
  });

  it('closes the contests of the match to new teams before it is full, also when ops open one again', async () => {
    const contest = new ContestInMemory();
    await contest.announce();
    const lock = () => contest.document('/state/lock') ?? {};
    assert.equal(lock()['isFull'], false);
    // Of another contest, which has the room.
    const other = directoryOf('other', 36_000);
    assert.ok(directoryBytes(other) < 1_000_000);
    await contest.memory.firestore.doc(PATH).set(other);
    await contest.scorer.tick(MATCH);
    assert.deepEqual([lock()['isFull'], lock()['status']], [true, 'open']);
    contest.now = new Date(START);
    await contest.type('1');
    const input = { contestId: MATCH, reason: 'A ball of another match.', until: '2030-01-08T20:00:00.000Z' };
    const caller = { uid: OPS, ops: true, token: {} };
    await directContest(contest.memory.firestore, caller, 'reopenContest', input, () => contest.now);
    assert.deepEqual([lock()['isFull'], lock()['status']], [true, 'open']);
    await contest.scorer.showTerms(MATCH);
    assert.deepEqual([lock()['isFull'], lock()['status']], [true, 'open']);
  });
});

describe('a directory that has lost a contest', () => {
  it('is no reason to show a contest without teams: a scorer that reads it finds them by their blocks, until the sweep has mended it', async () => {
    const contest = new ContestInMemory();
    await contest.announce();
    await contest.enter(600);
    const { contests, ...directory } = await new EntryStore(contest.memory.firestore).directory(MATCH);
    assert.equal(contests[MATCH]?.entries, 600);
    const { updateTime: _, ...fields } = directory;
    await contest.memory.firestore.doc(PATH).set({ ...fields, contests: {} });
    contest.now = new Date(START);
    await contest.type('1', {}, contest.startScorer());
    const { seq, entries } = contest.document('/live/standings') ?? {};
    assert.deepEqual([seq, entries], [1, 600]);
  });
});
