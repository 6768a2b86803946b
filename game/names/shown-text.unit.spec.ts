import assert from 'node:assert/strict';
import { type TextProblem, nameProblem, textProblem, tidied } from './shown-text.ts';

const NAMES = {
  Latin: [
    'Ana Costa',
    "Siobhán O'Brien",
    'Łukasz Żółć',
    'Þór',
    'Jean-Luc',
    'J.R.R. Tolkien',
    'M.S.Dhoni',
    'St.John',
    'Dr.Strange',
    'Md.Ali',
  ],
  Vietnamese: ['Nguyễn Thị Ngọc Ánh', 'Đặng Thuỳ Dương'],
  'Yoruba and Navajo': ['Ọlátúńjí', 'Ẹ̀bùn', 'Yázhí ǫ́'],
  Cyrillic: ['Александр Овечкин', 'Ђорђе', 'Зоя Київська', 'Админов'],
  Greek: ['Γιάννης Αντετοκούνμπο', 'Ἀλέξανδρος'],
  Hebrew: ['שָׁלוֹם', 'בְּרֵאשִׁ֖ית', 'שּׁ֑ר'],
  Arabic: ['محمد صلاح', 'عَبْدُ ٱلرَّحْمَٰن', 'می‌خواهم', 'علی‌رضا', 'کریم‌اللّه'],
  Sinhala: ['ශ්‍රී ලංකා', 'ක්‍රිෂාන්ත', 'සූර්‍යා'],
  Devanagari: ['सचिन तेंदुलकर', 'क्‍ष', 'श्री‌मान', 'ज़ाकिर ख़ान', 'क़िं'],
  Bengali: ['সাকিব আল হাসান', 'র‍্যাব', 'র‌্যাব'],
  Malayalam: ['സച്ചിന്‍', 'അവന്‍ രാജന്‍'],
  Tamil: ['மகேந்திர சிங்', 'க்ஷ'],
  'Telugu and Kannada': ['విరాట్ కోహ్లీ', 'ರಾಹುಲ್ ದ್ರಾವಿಡ್', 'రామ్‌చరణ్'],
  Thai: ['สมชาย', 'กี้', 'ปุ๋ย', 'น้ำ'],
  Tibetan: ['བསྟན་འཛིན་རྒྱ་མཚོ', 'རྒྱུ'],
  'Myanmar and Khmer': ['မြှို့', 'ကြွေးမြို့', 'ស្រី', 'ភ្នំពេញ'],
  'Chinese, Japanese and Korean': ['李小龙', '大谷 翔平', '葛\u{E0100}城', '辻\u{E0101}', '손흥민', 'ｻﾄｼ'],
  'Georgian, Armenian, Amharic and Mongolian': ['ხვიჩა', 'Հենրիխ', 'ኃይሌ', 'ᠮᠣᠩᠭᠣᠯ', 'ᠠ\u180Bᠨ'],
  emoji: ['👨‍👩‍👧', '👩🏽‍🤝‍👨🏿', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 Joe', '🇱🇰🇮🇷', '1️⃣', '🏳️‍🌈', '👍🏾', 'Leo ⚽️'],
  'words like those of staff': [
    'Badminton Bob',
    'Liverpool Supporter',
    'Modern Mo',
    'Officer K',
    'Stafford',
    'Unofficially',
    'Fan of Oldham',
    'Jasmin',
  ],
  numbers: ['Fan 4711', 'Zoe1999', 'No.1 fan', '007'],
};

const REFUSED: Record<TextProblem, string[]> = {
  empty: ['', '   ', '\u3000'],
  tooLong: ['x'.repeat(31), '👨‍👩‍👧'.repeat(31), '👩🏽‍🤝‍👨🏿'.repeat(20), 'ශ්‍රී'.repeat(31)],
  invisibleCharacter: [
    'a\nb',
    'a\tb',
    'a\u0000b',
    'a\u007fb',
    'a\u202eb',
    'a\u2066b\u2069',
    'a\u200fb',
    'a\u061cb',
    'a\u200bb',
    'a\u2028b',
    'a\ufeffb',
    'a\u00adb',
    'A\u034fna',
    '\u3164',
    '\u2800',
    '\u115f\u1160',
    'a\ue000',
    'a\u{E0061}b',
    'a\ufe0fb',
    '\ud800',
    '\u{10FFFF}',
    'A\u200Dna',
    'A\u200Cna',
    '\u200Dمحمد',
    'محمد\u200C',
    'می\u200C\u200Cخواهم',
    'ශ්\u200D\u200Dරී',
    '👨\u200D',
    '\u200D👩',
    '👩 \u200D 👩',
  ],
  tooManyMarks: [
    'Z̴̧̡̛͚̤͈͓̯͎̈́̄̓͗͘̚a̷̡̛l',
    'a\u0316\u0317\u0318',
    'ก\u0E35\u0E48\u0E49\u0E4A\u0E4B',
    'а\u0489',
    '\u0301Ana',
    'Ana \u0301',
    '👍\u0301',
  ],
  looksLikeStaff: [
    'admin',
    'Fanfold Admin',
    'ADMIN ⚽',
    'Administrator',
    'The Admins',
    'аdmin',
    'АDМIN',
    'αdmιn',
    'ａｄｍｉｎ',
    '𝐚𝐝𝐦𝐢𝐧',
    'ⓐⓓⓜⓘⓝ',
    'ádmín',
    'adrnin',
    '4dm1n',
    '4dmin99',
    '@dmin',
    'admin1',
    'adm|n',
    'a d m i n',
    'a.d.m.i.n',
    'A-D-M-I-N Bob',
    'ad min',
    'Moderator',
    'm0der4t0r',
    'МОDЕRАТОR',
    'Support',
    'supp0rt!',
    'ѕuррогt',
    'SupportTeam',
    'supportteam',
    'official',
    'OfficiaI',
    '0ff1c1a1',
    'οfficial',
    'xX_Fanfold_Xx',
    'FanfoldHelp',
    'F a n f o l d',
    'fаnfоld',
    'F4NF0LD',
    'ᖴanfold staff',
  ],
  link: [
    'xn.evil.com/win',
    'evil.com',
    'EVIL．COM',
    'evil。com',
    'еvil.соm',
    'win at bet.win',
    't.me/ana',
    'https evil',
    'hxxp://a',
    'www evil',
    'WWW.evil',
    'ｗｗｗ．a',
    'xn--80ak6aa92e',
    '@ana_costa',
    'ana@example',
    'tg: ana',
    'WhatsApp:+94',
  ],
};

describe('shown names', () => {
  for (const [script, names] of Object.entries(NAMES)) {
    it(`takes real ones: ${script}`, () => {
      for (const name of names) assert.equal(nameProblem(tidied(name)), null, `${name} ${JSON.stringify(name)}`);
    });
  }

  for (const [problem, names] of Object.entries(REFUSED)) {
    it(`refuses with ${problem}`, () => {
      for (const name of names) assert.equal(nameProblem(tidied(name)), problem, `${name} ${JSON.stringify(name)}`);
    });
  }

  it('keeps one form of what looks the same', () => {
    assert.equal(tidied('  Ana \u00a0\u3000Costa '), 'Ana Costa');
    assert.equal(tidied('Zoe\u0308'), 'Zo\u00eb');
    assert.equal(tidied('می‌خواهم'), 'می‌خواهم');
  });

  it('counts what a reader counts, within what a document takes', () => {
    assert.equal(nameProblem('x'.repeat(30)), null);
    assert.equal(nameProblem('é'.repeat(30)), null);
    assert.equal(nameProblem('👍'.repeat(30)), null);
    assert.equal(nameProblem('👨‍👩‍👧'.repeat(15)), null);
    assert.equal(nameProblem('👨‍👩‍👧'.repeat(16)), 'tooLong');
  });

  it('lets operators write what is theirs, in characters that can be shown', () => {
    assert.equal(textProblem('Fanfold Official: example.com'), null);
    assert.equal(textProblem('a\u202eb'), 'invisibleCharacter');
  });
});
