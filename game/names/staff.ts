import { latinReading, leetReading, skeletonOf } from './look-alikes.ts';

/** A fan with one of these as a word of their name is taken for one who runs the app. */
const STAFF = ['admin', 'administrator', 'moderator', 'support', 'official', 'staff', 'fanfold'];

/** Found in any word: it is no part of another one. */
const BRAND = 'fanfold';

/** What makes one word with those: SupportTeam, adminhelp. A badminton player and a supporter keep their names. */
const COMPANIONS = ['team', 'desk', 'help', 'bot', 'chat', 'care', 'the', 'real', 'app', 'service', 's'];

const STAFF_WORD = new RegExp(
  `^(?:${either(COMPANIONS)})*(?:${either(STAFF)})(?:${either([...STAFF, ...COMPANIONS])})*$`,
);

/** Whether a reader may take the name for one of the app's own: in letters of any script that look so, leet, or letters set apart. */
export function looksLikeStaff(name: string): boolean {
  // SupportTeam is two words.
  const latin = latinReading(name.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 '));
  const unnumbered = latin.replace(/[\d!]+(?![^\s])/g, '');
  return [latin.replace(/\d/g, ' '), leetReading(latin), leetReading(unnumbered)].some(isStaff);
}

function isStaff(reading: string): boolean {
  const words = skeletonOf(reading)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.join('').includes(skeletonOf(BRAND))) return true;
  return [...words, ...spelled(words), words.join('')].some((word) => STAFF_WORD.test(word));
}

/** Words that are spelled letter by letter: a d m i n. */
function spelled(words: readonly string[]): string[] {
  return words
    .map((word) => (word.length === 1 ? word : ' '))
    .join('')
    .split(/ +/);
}

function either(words: readonly string[]): string {
  return words.map(skeletonOf).join('|');
}
