import assert from 'node:assert/strict';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { untilDocument } from '@fanfold/emulators/start/documents';
import { directFan } from '@fanfold/fans/calls/direct-fan';
import { setProfile } from '@fanfold/fans/calls/set-profile';
import type { FanDirective } from '@fanfold/fans/profile/profile';
import { createLeague, joinLeague } from '@fanfold/fantasy/calls/leagues';
import { saveEntry } from '@fanfold/fantasy/calls/save-entry';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { EntryWriter } from '@fanfold/fantasy/entries/entry-writer';
import type { BoardNames } from '@fanfold/fantasy/names/board-names';
import { maskedName } from '@fanfold/game/fans';
import type { Contest, Pick } from '@fanfold/game/fantasy';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { seededRandom } from '@fanfold/replay/random';
import { startingAt } from '@fanfold/replay/script';
import { type HostedFantasy, hostFantasy } from '../fantasy/hosted-fantasy.ts';
import { messagesOf } from '../fantasy/match-messages.ts';

const AT_ONCE = () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 });
const now = () => new Date();
const caller = (uid: string) => ({ uid, ops: uid === 'operator', token: {} });

describe('masks and erasures on the real emulators', () => {
  let fantasy: HostedFantasy;

  before(async () => (fantasy = await hostFantasy()));
  after(() => fantasy.stop());
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.error(fantasy.lines.slice(-40).join('\n'));
  });

  it('reach the leaderboards of a match that is on and of one that is over, entries, results and leagues', async () => {
    const { db, publish } = fantasy;
    const script = startingAt(demoCricket(), new Date(Date.now() + 3_600_000));
    const { id } = script.match;
    const { announced, events, end } = messagesOf(script);
    const at = (path: string) => `contests/${id}${path}`;
    const direct = (kind: FanDirective, uid: string) =>
      directFan(db, caller('operator'), kind, { uid, reason: 'A test.' }, now);
    const untilNamed = (names: Record<string, string>) =>
      untilDocument(db, at('/live/names'), (shown) => {
        const { fans = [] } = (shown.data() ?? {}) as Partial<BoardNames>;
        const found = fans.map(({ uid, name }) => `${uid} ${name}`).sort();
        return (
          found.join() ===
          Object.entries(names)
            .map(([uid, name]) => `${uid} ${name}`)
            .sort()
            .join()
        );
      });

    for (const message of announced) await publish(message);
    const opened = await untilDocument(
      db,
      at(''),
      (shown) => (shown.get('players') as unknown[] | undefined)?.length === script.squads.length,
    );
    const makeTeam = teamMaker(opened.data() as Contest, seededRandom(3));
    const save = (uid: string) => {
      const team = makeTeam();
      const input = { contestId: id, n: 1, revision: 0, ...team, picks: [...team.picks] };
      return saveEntry(db, caller(uid), input, now);
    };
    await setProfile(db, caller('ana'), { name: 'Ana', avatar: 'lion' }, now);
    await setProfile(db, caller('ben'), { name: 'Ben', avatar: 'fox' }, now);
    for (const uid of ['ana', 'ben', 'cleo']) await save(uid);
    const { leagueId, code } = await createLeague(db, caller('ben'), { name: 'Office' }, now);
    await joinLeague(db, caller('ana'), { code }, now);

    await publish(events.slice(0, 2).join('').replaceAll('][', ','));
    await untilNamed({ ana: 'Ana', ben: 'Ben', cleo: maskedName('cleo') });
    await direct('maskName', 'ana');
    await untilNamed({ ana: maskedName('ana'), ben: 'Ben', cleo: maskedName('cleo') });

    await publish([...events.slice(2), ...end].join('').replaceAll('][', ','));
    const settled = (uid: string, n: number) =>
      untilDocument(db, at(`/results/${uid}_1`), (result) => result.get('settlement') === n);
    for (const uid of ['ana', 'ben', 'cleo']) await settled(uid, 1);
    await direct('unmaskName', 'ana');
    await setProfile(db, caller('cleo'), { name: 'Cleo', avatar: 'owl' }, now);
    await untilNamed({ ana: 'Ana', ben: 'Ben', cleo: 'Cleo' });

    const bens = (await db.doc(at('/entries/ben_1')).get()).data() as { picks: Pick[] };
    await direct('eraseFan', 'ben');
    await untilDocument(db, at('/entries/ben_1'), (entry) => !entry.exists);
    await untilNamed({ ana: 'Ana', cleo: 'Cleo' });
    for (const uid of ['ana', 'cleo']) assert.equal((await settled(uid, 2)).get('of'), 2);
    const left = async () => {
      const [result, standings, league] = await db.getAll(
        db.doc(at('/results/ben_1')),
        db.doc(at('/live/standings')),
        db.doc(`leagues/${leagueId}`),
      );
      const { entries } = (await new EntryStore(db).directory(id)).contests[id] ?? assert.fail();
      return [result?.exists, standings?.get('entries'), entries, league?.get('owner'), league?.get('members')];
    };
    assert.deepEqual(await left(), [false, 2, 2, 'ana', ['ana']]);

    // A write that Firestore's trigger delivers once more.
    const late = { id: 'ben_1', revision: 1, picks: bens.picks, powerUps: [] };
    await new EntryWriter({ store: new EntryStore(db), pace: AT_ONCE }).enter(id, id, late);
    assert.deepEqual(await left(), [false, 2, 2, 'ana', ['ana']]);
    const refused = { code: 'fanErased' };
    await assert.rejects(save('ben'), refused);
    await assert.rejects(joinLeague(db, caller('ben'), { code }, now), refused);
    await assert.rejects(setProfile(db, caller('ben'), { name: 'Ben', avatar: 'fox' }, now), refused);
  });
});
