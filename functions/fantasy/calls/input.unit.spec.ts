import { avatar, documentId, shownName, shownTitle } from '@fanfold/kit/calls';
import { T20_RULES } from '@fanfold/game/fantasy';
import assert from 'node:assert/strict';
import { entryNumber } from './input.ts';
import { powerUpSchema } from './power-up.ts';
import { saveEntrySchema } from './save-entry.ts';
import { rulesSchema } from './terms-schema.ts';

const entry = {
  contestId: 'c',
  revision: 0,
  picks: ['p1', 'p2'],
  captain: 'p1',
  viceCaptain: 'p2',
};

describe('what fans send', () => {
  it('names documents as Firestore allows, below one collection', () => {
    for (const id of ['c', '2026-final', 'a.b', '__x', 'x__', 'Größe', '...'])
      assert.ok(documentId.safeParse(id).success, id);
    for (const id of ['', '.', '..', 'a/b', '/', '__x__', '____', '__\n__', 'x'.repeat(201), 7, null, {}]) {
      assert.ok(!documentId.safeParse(id).success, String(id));
    }
  });

  it('has names that can be shown in one line, without blanks around them', () => {
    assert.equal(shownName.parse('  Ana  Costa '), 'Ana Costa');
    assert.equal(shownName.parse('ශ්‍රී ලංකා'), 'ශ්‍රී ලංකා');
    for (const name of ['', '   ', 'x'.repeat(31), 'x'.repeat(1001), 'a\nb', 'a\u202eb', 'a\u200bb', '\ud800', 7])
      assert.ok(!shownName.safeParse(name).success, JSON.stringify(name));
  });

  it('lets operators alone name what is official', () => {
    assert.ok(!shownName.safeParse('Fanfold Official').success);
    assert.equal(shownTitle.parse(' Fanfold Official '), 'Fanfold Official');
    assert.ok(!shownTitle.safeParse('a\u202eb').success);
  });

  it('has pictures of the app only', () => {
    assert.ok(avatar.safeParse('lion-2').success);
    for (const name of ['', 'Lion', '../x', 'https://example.com/x.png', 'lion\n', 'x'.repeat(25)]) {
      assert.ok(!avatar.safeParse(name).success, name);
    }
  });

  it('counts entries from 1', () => {
    assert.equal(entryNumber.parse(undefined), 1);
    for (const n of [0, -1, 1.5, 101, 1e308, NaN, Infinity, '1', null]) assert.ok(!entryNumber.safeParse(n).success);
  });

  it('has no field but those of the call', () => {
    assert.ok(saveEntrySchema.safeParse(entry).success);
    for (const field of ['uid', 'powerUps', 'savedAt', '__proto__', 'constructor']) {
      const input = JSON.parse(`{"${field}": 1, ${JSON.stringify(entry).slice(1)}`) as unknown;
      assert.ok(!saveEntrySchema.safeParse(input).success, field);
    }
    assert.ok(!powerUpSchema.safeParse({ contestId: 'c', kind: 'triple', playerId: 'p1', since: 0 }).success);
  });

  it('has numbers and lists of a sane size', () => {
    for (const revision of [-1, 0.5, NaN, Infinity, 1e300, '0', null, undefined]) {
      assert.ok(!saveEntrySchema.safeParse({ ...entry, revision }).success, String(revision));
    }
    for (const picks of [
      null,
      'p1',
      { length: 11 },
      [1],
      [null],
      [['p1']],
      [''],
      ['x'.repeat(65)],
      Array(51).fill('p'),
    ]) {
      assert.ok(!saveEntrySchema.safeParse({ ...entry, picks }).success, JSON.stringify(picks));
    }
  });

  it('offers no more power-ups than an entry can hold', () => {
    const kinds = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`kind${at}`, { multiplier: 2, units: 1 }]));
    assert.ok(rulesSchema.safeParse({ ...T20_RULES, powerUps: kinds(20) }).success);
    assert.ok(!rulesSchema.safeParse({ ...T20_RULES, powerUps: kinds(21) }).success);
  });
});
