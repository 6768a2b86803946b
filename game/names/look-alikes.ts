/**
 * Letters that a reader takes for a Latin one, by that letter: after Unicode's confusables.txt (UTS #39, section 4), for the scripts that have whole
 * words of them (Cyrillic, Greek, Armenian, Cherokee, phonetic letters), and И as an N. Full-width, mathematical and circled letters are not here:
 * their compatibility decomposition is the Latin letter. A capital may look like another letter than its small form: Greek Ν is an N, and ν a v.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'АΑᎪаαɑ',
  b: 'ВΒᏴЬьƄ',
  c: 'СᏟсςᴄ',
  d: 'ᎠԁɗđᏧ',
  e: 'ЕΕᎬеєҽɛεε',
  f: 'ϜƒꞙϝҒғ',
  g: 'ԌᏀɡցġ',
  h: 'НΗᎻһհнħ',
  i: 'ІΙӀᏆіιıɪɩӏ',
  j: 'ЈͿᎫјϳ',
  k: 'КΚᏦкκĸ',
  l: 'ᏞʟłƖ',
  m: 'МΜᎷмʍ',
  n: 'ΝɴпոηИи',
  o: 'ОΟՕоοσօөøᴏ',
  p: 'РΡᏢрρϱþ',
  q: 'Ԛԛգզ',
  r: 'ᎡᏒгʀɾɍ',
  s: 'ЅᏚѕʂꜱ',
  t: 'ТΤᎢтτŧ',
  u: 'ՍυцսʋᴜЏ',
  v: 'ѴᏙѵνᴠ',
  w: 'ᎳԜԝшωա',
  x: 'ХΧхχ',
  y: 'ҮΥᎩуүγʏ',
  z: 'ΖᏃᴢʐ',
};

/** What is typed in place of a letter. */
const LEET: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  8: 'b',
  9: 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  '+': 't',
  '€': 'e',
};

const LATIN = new Map(Object.entries(LOOK_ALIKES).flatMap(([latin, all]) => [...all].map((one) => [one, latin])));

/** The small Latin letter that a letter is, or is taken for; others stay, in lower case. */
export function latinLetter(letter: string): string {
  return LATIN.get(letter) ?? LATIN.get(letter.toLowerCase()) ?? letter.toLowerCase();
}

/** The text as an eye that reads Latin takes it: in small letters, without marks. Digits and punctuation stay. */
export function latinReading(text: string): string {
  const bare = text.normalize('NFKD').replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
  return Array.from(bare, latinLetter).join('');
}

/** A Latin reading with digits and punctuation taken for the letters that they stand for. */
export function leetReading(latin: string): string {
  return Array.from(latin, (letter) => LEET[letter] ?? letter).join('');
}

/** One text for all that look the same: i and l are one letter, rn is an m, vv a w. */
export function skeletonOf(latin: string): string {
  return latin.replaceAll('l', 'i').replaceAll('rn', 'm').replaceAll('vv', 'w');
}
