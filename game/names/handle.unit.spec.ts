import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Handle, type HandleProblem, isReservedHandle, readHandle } from './handle.ts';

function read(typed: string): Handle {
  const reading = readHandle(typed);
  if ('problem' in reading) assert.fail(`${typed}: ${reading.problem}`);
  return reading;
}

const PROBLEMS: Record<HandleProblem, string[]> = {
  empty: ['', ' ', '@', '\u200d'],
  tooShort: ['a', 'an', '@ab', 'की', '李小'],
  tooLong: ['a'.repeat(31), `a${'é'.repeat(30)}`],
  invisibleCharacter: ['ana\u0000', 'a\u202ena', 'ana\u00ad', 'ana\ue000', 'ana\ud800', 'ana\nben', 'ana\u2800'],
  tooManyMarks: [`ana${'\u0301'.repeat(5)}`, '\u0301ana'],
  badCharacter: ['a na', 'ana.', 'ana-b', 'a/b/c', 'ana!', 'ana🏏', 'अनa१'.slice(0, 2) + '१', '@@ana', '..'],
  badUnderscore: ['_ana', 'ana_', 'a__b', '___', '__ana__'],
  noLetter: ['123', '1_2'],
  mixedScripts: ['pаypal', 'анa', 'αna', 'аnа', '李ana', 'ʀonaldo', 'ᎪᏁᎪ', 'ᴀna', 'kaneカ', 'ᚠᚢᚦ'],
};

const HANDLES: Record<string, string> = {
  Ana: 'ana',
  '@Ana_10': 'ana_10',
  ＡＮＡ１０: 'ana10',
  Łukasz_Żółć: 'łukasz_żółć',
  İstanbul: 'istanbul',
  ışık: 'ışık',
  Straße: 'straße',
  ﬁnn: 'finn',
  Овечкин: 'овечкин',
  Γιάννης: 'γιάννης',
  महेंद्र: 'महेंद्र',
  'ශ්\u200dරී_ලංකා': 'ශ්රී_ලංකා',
  محمد_صلاح: 'محمد_صلاح',
  大谷翔平: '大谷翔平',
  ｻﾄｼ10: 'サトシ10',
  손흥민: '손흥민',
  ხვიჩა: 'ხვიჩა',
  สมชาย: 'สมชาย',
};

const LOOK_ALIKES = [
  ['ana_costa', 'Ana_Costa', 'ANA_COSTA', 'ána_cösta', 'ａｎａ＿ｃｏｓｔａ', 'ana_c0sta', ' @ana_costa'],
  ['paypal', 'PayPal', 'paypaI', 'paypa1', 'раураӏ', 'раураІ', 'pàypaĺ'],
  ['coco', 'сосо', 'СОСО', 'C0C0', 'çöçò', 'cøcø'],
  ['modern', 'modem', 'MODERN', 'm0dern', 'rnodern'],
  ['willow', 'vvillow', 'vviiiovv', 'WILLOW'],
  ['strasse', 'Straße', 'STRASSE', 'ſtrasse'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς', 'οδυσσευσ', 'Ὀδυσσεύς'],
  ['محمدی', 'محمدي', 'محمدى'],
  ['ニコロ', '二コ口', 'ﾆｺﾛ'],
];

describe('a handle', () => {
  it('is shown in lower case and in one form', () => {
    for (const [typed, handle] of Object.entries(HANDLES)) assert.equal(read(typed).handle, handle);
  });

  it('is refused with what is wrong with it', () => {
    for (const [problem, texts] of Object.entries(PROBLEMS))
      for (const text of texts) assert.deepEqual([text, readHandle(text)], [text, { problem }]);
  });

  it('has one key with all that look like it', () => {
    for (const [one = '', ...others] of LOOK_ALIKES)
      for (const other of others) assert.deepEqual([other, read(other).key], [other, read(one).key]);
  });

  it('has another key than what does not look like it', () => {
    const distinct = [
      'ana',
      'ana_1',
      'ana2',
      'anna',
      'an_a',
      'की_राम',
      'का_राम',
      'राम',
      'さとし',
      'ざとし',
      'サトシ',
      'овечкин',
      'ανα',
      'mumm',
      '손흥민',
      '손흥만',
    ];
    assert.equal(new Set(distinct.map((each) => read(each).key)).size, distinct.length);
  });

  it('is not reserved for the app, in whatever way it is written', () => {
    for (const reserved of [
      'admin',
      'Admin_1',
      'the_fanfold',
      'fanf0ld',
      'supp0rt',
      'officiaI',
      'Everyone',
      'A1L',
      'nuII',
      'me_admin',
      'r00t',
    ])
      assert.ok(isReservedHandle(read(reserved)), reserved);
    for (const free of ['badminton_bob', 'ana', 'supporter', 'mean', 'homer', 'teams_10', 'allan', 'fan_10'])
      assert.ok(!isReservedHandle(read(free)), free);
  });
});

/** What handles are made of in any script, and what is near it. */
const letters = fc.oneof(
  fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCIJKOSZ0123456789_ıİßſσςΣéŁøåﬁＡｉ'),
  fc.constantFrom(
    ...'абвгдежзиклмнопрстуфхАВЕКМНОРСТХйё',
    ...'αβγδεζηθικλμνξοπρστυφχψωΑΒΕΗΪΐᾳ',
    ...'كيیىهةمن',
    ...'कखगिीुं',
    ...'ァアイウニ二ロ口ｶﾞ',
    ...'한글',
  ),
  fc.string({ unit: 'grapheme', maxLength: 1 }),
  fc.string({ unit: 'binary', maxLength: 1 }),
);
const texts = fc.oneof(
  fc.array(letters, { maxLength: 12 }).map((all) => all.join('')),
  fc.constantFrom(...Object.keys(HANDLES), ...LOOK_ALIKES.flat()),
);

describe('any handle', () => {
  const each = (check: (typed: string, reading: Handle) => void) =>
    fc.assert(
      fc.property(texts, (typed) => {
        const reading = readHandle(typed);
        if (!('problem' in reading)) check(typed, reading);
      }),
      { numRuns: 20_000 },
    );

  it('reads the same when what is shown is typed again', () =>
    each((_, { handle, key }) => assert.deepEqual(readHandle(handle), { handle, key })));

  it('has the key of its capitals, its small letters and its decomposed form', () =>
    each((typed, { handle, key }) => {
      for (const other of [
        typed.toUpperCase(),
        typed.toLowerCase(),
        handle.toUpperCase(),
        handle.normalize('NFD'),
        ` @${handle}`,
      ]) {
        const reading = readHandle(other);
        // A capital may be two letters, and the handle too long with them.
        if ('problem' in reading) assert.match(reading.problem, /tooLong/);
        else assert.equal(reading.key, key);
      }
    }));

  it('has a key that a document can have as its id', () =>
    each((_, { key }) => {
      assert.match(key, /^[\p{L}\p{M}0-9_]+$/u);
      assert.doesNotMatch(key, /^__.*__$/);
      assert.ok(Buffer.byteLength(key) <= 1_500);
    }));
});
