const FIRST = [
  'Aarav',
  'Ana',
  'Ben',
  'Chloe',
  'Diego',
  'Emma',
  'Farah',
  'Goran',
  'Hana',
  'Ivo',
  'Jaya',
  'Kofi',
  'Lena',
  'Mateo',
  'Nina',
  'Omar',
  'Priya',
  'Quinn',
  'Rosa',
  'Sven',
  'Tara',
  'Umar',
  'Vera',
  'Will',
  'Yuki',
  'Zoe',
];
const LAST = [
  'Abe',
  'Bauer',
  'Costa',
  'Dutta',
  'Evans',
  'Fofana',
  'Garcia',
  'Haas',
  'Iyer',
  'Jones',
  'Khan',
  'Lund',
  'Mehta',
  'Novak',
  'Okoye',
  'Patel',
  'Reyes',
  'Singh',
  'Tanaka',
  'Urban',
  'Vidal',
  'Weiss',
  'Young',
  'Zhou',
];

/** Pictures of the app that fans choose from. */
export const AVATARS = ['hoops', 'stripes', 'halves', 'sash', 'quarters', 'target', 'chevron', 'rays'] as const;

/** An invented fan, the same one for the same number. */
export function inventedFan(number: number): { uid: string; name: string; avatar: string } {
  const first = FIRST[number % FIRST.length] ?? '';
  const last = LAST[Math.floor(number / FIRST.length) % LAST.length] ?? '';
  const uid = `fan${number.toString(36).padStart(6, '0')}${((number * 2_654_435_761) % 4_294_967_296).toString(36)}`;
  return { uid, name: `${first} ${last}`, avatar: AVATARS[number % AVATARS.length] ?? AVATARS[0] };
}
