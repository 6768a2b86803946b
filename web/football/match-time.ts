import type { FootballScorecard } from '@fanfold/game/football';

/** First and last regular minute of each period, as the feed counts. */
const PERIODS = [
  { period: 1, from: 0, to: 45 },
  { period: 2, from: 45, to: 90 },
  { period: 3, from: 90, to: 105 },
  { period: 4, from: 105, to: 120 },
];

type Timed = Pick<FootballScorecard, 'shots' | 'clock' | 'cards' | 'substitutions' | 'goals'>;

/**
 * Minutes that were played, on one axis: stoppage time has a place of its own before the next period begins, where the feed
 * counts both as 46. Its length is that of the latest thing the scorecard has in it.
 */
export interface MatchTime {
  /** Minutes played, of what the feed says. */
  at(period: number, minute: number): number;
  /** Of what fans say, e.g. 45+2. */
  atFans(minute: number, stoppage?: number): number;
  /** Where periods end. */
  breaks: { period: number; at: number }[];
  /** Length of the axis. */
  end: number;
  ticks: { value: number; text: string }[];
}

export function matchTime(card: Timed): MatchTime {
  const last = Math.max(2, ...card.shots.map(({ period }) => period).filter((period) => period < 5), lastPeriod(card));
  const played = PERIODS.filter(({ period }) => period <= last);
  const starts = new Map<number, number>();
  const breaks: MatchTime['breaks'] = [];
  let start = 0;
  for (const { period, from, to } of played) {
    starts.set(period, start);
    start += to - from + stoppageOf(card, period, to);
    breaks.push({ period, at: start });
  }
  const at = (period: number, minute: number) => {
    const frame = played.find((each) => each.period === period);
    return (starts.get(period) ?? 0) + Math.max(0, minute - (frame?.from ?? 0));
  };
  const atFans = (minute: number, stoppage = 0) => {
    const frame = played.find(({ to }) => minute <= to) ?? played.at(-1);
    return at(frame?.period ?? 1, minute - 1 + stoppage);
  };
  const labels = [0, 15, 30, 45, 60, 75, 90, 105, 120].filter((minute) => minute <= (played.at(-1)?.to ?? 0));
  return {
    at,
    atFans,
    breaks,
    end: start,
    ticks: labels.map((minute) => {
      const frame = played.find(({ to }) => minute <= to) ?? played[0];
      return { value: at(frame?.period ?? 1, minute), text: String(minute) };
    }),
  };
}

function lastPeriod({ clock }: Timed): number {
  return Math.min(4, clock.period);
}

function stoppageOf({ shots, clock, cards, substitutions, goals }: Timed, period: number, to: number): number {
  const fromFeed = [...shots, clock].filter((each) => each.period === period).map(({ minute }) => minute + 1 - to);
  const fromFans = [...cards, ...substitutions, ...goals]
    .filter(({ minute }) => minute === to)
    .map(({ stoppage = 0 }) => stoppage);
  return Math.max(0, ...fromFeed, ...fromFans);
}
