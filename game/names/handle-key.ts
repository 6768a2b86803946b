import { latinLetter, skeletonOf } from './look-alikes.ts';

/** Letters of one script, or of those that Japanese is written in, that a reader takes for each other, by the one that stands for all (UTS #39). */
const TWINS: Readonly<Record<string, string>> = {
  ي: 'یى',
  ك: 'ک',
  ه: 'ہەھ',
  へ: 'ヘ',
  二: 'ニ',
  口: 'ロ',
  力: 'カ',
  工: 'エ',
  卜: 'ト',
  八: 'ハ',
  夕: 'タ',
  一: 'ー',
  o: '0',
  i: '1',
};

const TWIN_OF = new Map(Object.entries(TWINS).flatMap(([one, others]) => [...others].map((other) => [other, one])));

/** Marks on letters of scripts that leave them out where they are in a hurry. In others, e.g. Devanagari, they are vowels. */
const ACCENT = /(?<=[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}]\p{M}*)\p{M}/gu;

/**
 * One text for all handles that a reader may take for each other: in any case, with or without accents, in letters of any script that look so, 0 for o and
 * 1 for l. It is the id of the handle's document.
 *
 * @param handle as `readHandle` gives it
 */
export function handleKey(handle: string): string {
  // Folds what has several small forms (ß and ss, σ and ς), which lower case alone does not.
  const folded = handle.toUpperCase().toLowerCase();
  const bare = folded.normalize('NFKD').replace(ACCENT, '');
  const letters = Array.from(bare, (letter) => TWIN_OF.get(letter) ?? latinLetter(letter)).join('');
  return skeletonOf(letters).normalize('NFC');
}
