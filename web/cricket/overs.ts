import type { CricketInnings } from '@fanfold/game/cricket';

/** Legal deliveries of an over, 6 until the first one is full: the card does not say, but its balls and overs do. */
export function ballsPerOver({ balls, overs }: Pick<CricketInnings, 'balls' | 'overs'>): number {
  const [whole, rest] = partsOf(overs);
  return whole > 0 ? Math.round((balls - rest) / whole) : 6;
}

/** `3.4` of 22 balls. */
export function oversText(balls: number, perOver: number): string {
  const rest = balls % perOver;
  return `${Math.floor(balls / perOver)}${rest ? `.${rest}` : ''}`;
}

/** Overs as a length of time: 14.5 of `14.3`. */
export function oversLength(overs: string, perOver: number): number {
  const [whole, rest] = partsOf(overs);
  return whole + rest / perOver;
}

/** 75 of the overs `12.3`, as the officials write them. */
export function ballsIn(overs: number, perOver: number): number {
  const [whole, rest] = partsOf(String(overs));
  return whole * perOver + rest;
}

function partsOf(overs: string): [number, number] {
  const [whole = '', rest = ''] = overs.split('.');
  return [Number(whole), Number(rest)];
}
