import { hasLink } from './links.ts';
import { looksLikeStaff } from './staff.ts';

/** Stable: apps have a text for each. */
export type TextProblem =
  /** Nothing is left without blanks. */
  | 'empty'
  /** More than MAX_GRAPHEMES characters as a reader counts them, or MAX_UNITS of UTF-16. */
  | 'tooLong'
  /** A control character, a bidi control, an unassigned or an invisible one; a joiner where no script needs it. */
  | 'invisibleCharacter'
  /** A combining mark without a letter, or more of them on one than any language writes. */
  | 'tooManyMarks'
  /** It may be taken for the name of one who runs the app. */
  | 'looksLikeStaff'
  /** A web address, mail address or handle. */
  | 'link';

/** A family of emoji is one, and so is a Sinhala cluster. */
const MAX_GRAPHEMES = 30;
/** Indic names take some 3 units per grapheme; a family with skin colours takes 19. */
const MAX_UNITS = 120;

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Emoji sequences of UTS #51: joined ones, key caps, pairs of regional letters, and flags such as England's that are spelled in tags. */
const EMOJI =
  /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F}|\p{RI}{2}|[0-9#*]\uFE0F\u20E3|\p{ExtPict}[\uFE0E\uFE0F]?\p{EMod}?(?:\u200D\p{ExtPict}[\uFE0E\uFE0F]?\p{EMod}?)*/gu;

/** Scripts whose words need joiners and non-joiners between letters: RFC 5892, appendix A, names the same. */
const JOINED =
  '\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}';
const JOINED_LETTER = `(?:(?=[\\p{L}\\p{M}])[${JOINED}])`;
/** After one of these a joiner may end a word too: the old form of Malayalam chillu letters. */
const VIRAMA = '[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA]';
const JOINER = new RegExp(`(?<=${VIRAMA})\u200D|(?<=${JOINED_LETTER})[\u200C\u200D](?=${JOINED_LETTER})`, 'gu');
/** What chooses the form of an ideograph, as Japanese names have it, or of a Mongolian letter. */
const VARIATION = /(?<=\p{Ideographic})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]|(?<=\p{scx=Mong})[\u180B-\u180E]/gu;

/** Unicode's letters without a shape are among the ignorable ones; blank Braille is not. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * What no language writes once it is composed (NFC):
 * more than 2 marks on a Latin, Greek or Cyrillic letter: Vietnamese keeps none, Yoruba and Navajo 1;
 * more than 4 that are not spaced on any other: Hebrew has a shin dot, a dagesh, a vowel and an accent, Tibetan two letters below and a vowel, Myanmar
 * two medials, a vowel and a tone; Thai has 2. Enclosing marks are no part of any name.
 */
const WRONG_MARKS = [
  /[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}](?<=\p{L})\p{M}{3}/u,
  /[\p{Mn}]{5}/u,
  /\p{Me}/u,
  /(?<![\p{L}\p{M}\p{N}\u200C\u200D])\p{M}/u,
];

/** One line as it is kept and shown: NFC, without blanks around it, and one of a kind within. */
export function tidied(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

/** @param text tidied @returns null: it can be shown in one line, as it is meant, beside others */
export function textProblem(text: string): TextProblem | null {
  if (text === '') return 'empty';
  if (text.length > MAX_UNITS || [...GRAPHEMES.segment(text)].length > MAX_GRAPHEMES) return 'tooLong';
  // Emoji are of letters that are invisible alone; a blank keeps what is around them apart.
  const letters = text.replace(EMOJI, ' ');
  if (INVISIBLE.test(letters.replace(JOINER, '').replace(VARIATION, ''))) return 'invisibleCharacter';
  return WRONG_MARKS.some((wrong) => wrong.test(letters)) ? 'tooManyMarks' : null;
}

/** @param name tidied @returns null: a fan may call themselves, or what is theirs, so */
export function nameProblem(name: string): TextProblem | null {
  return textProblem(name) ?? (looksLikeStaff(name) ? 'looksLikeStaff' : hasLink(name) ? 'link' : null);
}
