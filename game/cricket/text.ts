import type { EventRow } from '../match/rows.ts';
import { totalRuns } from './laws.ts';
import type { BattingLine, CricketInnings } from './scorecard.ts';

/** A delivery as a scorer writes it: `4`, `W`, `2wd`, `1nb`, `1lb`, `3+W`. */
export function ballText(event: EventRow, wicket: boolean): string {
  const total = totalRuns(event);
  const kind = event.wides
    ? 'wd'
    : event.noBalls
      ? 'nb'
      : event.legByes
        ? 'lb'
        : event.byes
          ? 'b'
          : event.penaltyRuns
            ? 'p'
            : '';
  const runs = kind || total > 0 ? `${total}${kind}` : '';
  if (wicket) return runs ? `${runs}+W` : 'W';
  return runs || '0';
}

/** `207/4 (20)`, `172 (19.4)` when all out, `400/5d (98)` when declared. */
export function inningsScore(innings: CricketInnings): string {
  return `${runsText(innings)} (${innings.overs})`;
}

export function runsText({ runs, wickets, declared }: CricketInnings): string {
  return wickets >= 10 ? String(runs) : `${runs}/${wickets}${declared ? 'd' : ''}`;
}

const KINDS: Record<string, string> = {
  lbw: 'lbw',
  hitWicket: 'hit wicket',
  hitTheBallTwice: 'hit the ball twice',
  handledTheBall: 'handled the ball',
  obstructingTheField: 'obstructing the field',
  timedOut: 'timed out',
  retiredHurt: 'retired hurt',
  retiredOut: 'retired out',
  retiredNotOut: 'retired not out',
};

/** `c Smith b Jones`, `run out (Smith/Lee)`, `not out`. */
export function dismissalText({ out }: Pick<BattingLine, 'out'>): string {
  if (!out) return 'not out';
  const by = out.bowler === undefined ? '' : ` b ${out.bowler}`;
  const [first = ''] = out.fielders;
  if (out.kind === 'caught') return `c ${first || '?'}${by}`;
  if (out.kind === 'caughtAndBowled') return `c &${by}`;
  if (out.kind === 'stumped') return `st ${first || '?'}${by}`;
  if (out.kind === 'bowled') return by.trim() || 'bowled';
  if (out.kind === 'runOut') return `run out${out.fielders.length ? ` (${out.fielders.join('/')})` : ''}`;
  return `${KINDS[out.kind] ?? out.kind}${by}`;
}

/** `1st`, `2nd`, `3rd`, `4th`. */
export function ordinal(n: number): string {
  const suffix = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
