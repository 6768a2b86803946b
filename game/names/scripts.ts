/** Scripts of living languages (UAX #31, table 5), by their ISO 15924 codes; the last three are what Japanese, Korean and Chinese are written in. */
const WRITINGS = [
  ...['Latn', 'Grek', 'Cyrl', 'Armn', 'Geor', 'Hebr', 'Arab', 'Thaa', 'Ethi', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya'],
  ...['Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Thai', 'Laoo', 'Tibt', 'Mymr', 'Khmr'],
  'Hira|Kana|Hani',
  'Hang|Hani',
  'Bopo|Hani',
];

/** Latin letters of phonetics and old books look like any other: these are what languages are written in, without marks. */
const LATIN = /^(?:[a-zæœøđðþħıłŋßəŧƙɓɗɛɔ]|\P{scx=Latn})+$/u;

const LETTERS_OF = WRITINGS.map((writing) => {
  const scripts = writing.split('|').map((script) => `\\p{scx=${script}}`);
  return new RegExp(`^(?:[^\\p{L}\\p{M}]|[${scripts.join('')}]|\\p{scx=Zinh})+$`, 'u');
});

/** Whether all letters are of one script, as one language writes them. Digits and `_` are of every script. */
export function isOneScript(text: string): boolean {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return LATIN.test(bare) && LETTERS_OF.some((letters) => letters.test(text));
}
