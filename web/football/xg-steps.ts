import type { FootballScorecard } from '@fanfold/game/football';
import type { MatchTime } from './match-time.ts';

export type Shot = FootballScorecard['shots'][number];

export interface XgStep {
  /** Minutes played, as `MatchTime` counts. */
  at: number;
  /** Sum of the side's expected goals with this shot. */
  xg: number;
  shot: Shot;
}

/** Expected goals of one side, shot by shot; kicks of a shoot-out are no shots. */
export function xgSteps(shots: readonly Shot[], team: string, time: Pick<MatchTime, 'at'>): XgStep[] {
  let xg = 0;
  return shots
    .filter((shot) => shot.team === team && shot.period < 5)
    .map((shot) => {
      xg += shot.xg;
      return { at: time.at(shot.period, shot.minute + shot.second / 60), xg, shot };
    });
}

/** What the side had at a time. */
export function xgAt(steps: readonly XgStep[], at: number): number {
  return steps.findLast((step) => step.at <= at)?.xg ?? 0;
}

/** The shot nearest in time; null when there are none. */
export function nearestStep(steps: readonly XgStep[], at: number): XgStep | null {
  return steps.reduce<XgStep | null>(
    (best, step) => (best && Math.abs(best.at - at) <= Math.abs(step.at - at) ? best : step),
    null,
  );
}

const OUTCOMES: Record<string, string> = {
  goal: 'goal',
  saved: 'saved',
  savedToPost: 'saved onto the post',
  savedOffTarget: 'saved, off target',
  offTarget: 'off target',
  post: 'hit the post',
  blocked: 'blocked',
  wayward: 'wayward',
};

export function outcomeText(outcome: string): string {
  return OUTCOMES[outcome] ?? outcome;
}
