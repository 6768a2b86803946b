import type { Points } from './timeline.ts';

/** Points for a rate from `from` on (inclusive) and below `below`; null is open. A band "up to 7" ends below 7.01, as the models print it. */
export interface Band {
  from: number | null;
  below: number | null;
  points: Points;
}

export interface RateBands {
  /** Legal balls, or balls faced, before the rate counts. */
  minBalls: number;
  bands: readonly Band[];
}

/** What a player gets in a limited-overs match. Bonuses for milestones replace each other: a hundred is no fifty as well. */
export interface CricketScoring {
  sport: 'cricket';
  /** In the announced line-up. */
  starting: Points;
  run: Points;
  /** On top of the runs. */
  four: Points;
  six: Points;
  fifty: Points;
  hundred: Points;
  /** Out for nought; not for bowlers. */
  duck: Points;
  /** Runs per 100 balls faced in an innings; not for bowlers. */
  strikeRate: RateBands;
  /** Credited to the bowler. */
  wicket: Points;
  /** On top of the wicket: nobody but the bowler had a hand in it. */
  bowledOrLbw: Points;
  threeWickets: Points;
  fourWickets: Points;
  fiveWickets: Points;
  maiden: Points;
  /** A legal delivery from which nothing was scored. */
  dotBall: Points;
  /** Runs charged per six legal balls bowled in an innings. */
  economy: RateBands;
  /** Of players of the match: substitute fielders get nothing for what they do. */
  catch: Points;
  threeCatches: Points;
  stumping: Points;
  /** By one fielder alone. */
  runOut: Points;
  /** To each of several fielders. */
  sharedRunOut: Points;
}

/** Points by position: goalkeeper, defender, midfielder, forward. */
export interface ByPosition {
  goalkeeper: Points;
  defender: Points;
  midfielder: Points;
  forward: Points;
}

/** What a player gets in a football match; shoot-outs give nothing. */
export interface FootballScoring {
  sport: 'football';
  /** Was on the pitch. */
  appearance: Points;
  /** Was there for 60 minutes, stoppage time left out, on top of the appearance. */
  sixtyMinutes: Points;
  goal: ByPosition;
  assist: Points;
  /** None conceded while on the pitch, for 60 minutes or more, nor after being sent off. */
  cleanSheet: ByPosition;
  /** Every two conceded while on the pitch, or after being sent off. */
  twoConceded: ByPosition;
  shotOnTarget: Points;
  threeSaves: Points;
  /** On top of the save. */
  penaltySaved: Points;
  penaltyMissed: Points;
  ownGoal: Points;
  yellowCard: Points;
  /** Of a second yellow card too. It takes the place of the yellow ones. */
  redCard: Points;
}

export type Scoring = CricketScoring | FootballScoring;

/** Modelled on the public points system of Dream11 for T20 (https://www.dream11.com/games/fantasy-cricket/point-system). docs/fantasy.md says where ours differs. */
export const T20_SCORING: CricketScoring = {
  sport: 'cricket',
  starting: 400,
  run: 100,
  four: 100,
  six: 200,
  fifty: 800,
  hundred: 1600,
  duck: -200,
  strikeRate: {
    minBalls: 10,
    bands: [
      { from: 170.01, below: null, points: 600 },
      { from: 150.01, below: 170.01, points: 400 },
      { from: 130, below: 150.01, points: 200 },
      { from: 60, below: 70.01, points: -200 },
      { from: 50, below: 60, points: -400 },
      { from: null, below: 50, points: -600 },
    ],
  },
  wicket: 2500,
  bowledOrLbw: 800,
  threeWickets: 400,
  fourWickets: 800,
  fiveWickets: 1600,
  maiden: 1200,
  dotBall: 50,
  economy: {
    minBalls: 12,
    bands: [
      { from: null, below: 5, points: 600 },
      { from: 5, below: 6, points: 400 },
      { from: 6, below: 7.01, points: 200 },
      { from: 10, below: 11.01, points: -200 },
      { from: 11.01, below: 12.01, points: -400 },
      { from: 12.01, below: null, points: -600 },
    ],
  },
  catch: 800,
  threeCatches: 400,
  stumping: 1200,
  runOut: 1200,
  sharedRunOut: 600,
};

/** Modelled on the public rules of Fantasy Premier League (https://fantasy.premierleague.com/help/rules). docs/fantasy.md says where ours differs. */
export const FOOTBALL_SCORING: FootballScoring = {
  sport: 'football',
  appearance: 100,
  sixtyMinutes: 100,
  goal: { goalkeeper: 1000, defender: 600, midfielder: 500, forward: 400 },
  assist: 300,
  cleanSheet: { goalkeeper: 400, defender: 400, midfielder: 100, forward: 0 },
  twoConceded: { goalkeeper: -100, defender: -100, midfielder: 0, forward: 0 },
  shotOnTarget: 50,
  threeSaves: 100,
  penaltySaved: 500,
  penaltyMissed: -200,
  ownGoal: -200,
  yellowCard: -100,
  redCard: -300,
};

/** Rule -> what fans call it. */
export const RULE_NAMES: Readonly<Record<string, string>> = {
  starting: 'In the line-up',
  run: 'Runs',
  four: 'Fours',
  six: 'Sixes',
  fifty: 'Fifty',
  hundred: 'Hundred',
  duck: 'Duck',
  strikeRate: 'Strike rate',
  wicket: 'Wicket',
  bowledOrLbw: 'Bowled or lbw',
  threeWickets: 'Three wickets',
  fourWickets: 'Four wickets',
  fiveWickets: 'Five wickets',
  maiden: 'Maiden over',
  dotBall: 'Dot balls',
  economy: 'Economy rate',
  catch: 'Catch',
  threeCatches: 'Three catches',
  stumping: 'Stumping',
  runOut: 'Run-out',
  sharedRunOut: 'Shared run-out',
  appearance: 'Played',
  sixtyMinutes: '60 minutes',
  goal: 'Goal',
  assist: 'Assist',
  cleanSheet: 'Clean sheet',
  twoConceded: 'Goals conceded',
  shotOnTarget: 'Shots on target',
  threeSaves: 'Saves',
  penaltySaved: 'Penalty saved',
  penaltyMissed: 'Penalty missed',
  ownGoal: 'Own goal',
  yellowCard: 'Yellow card',
  redCard: 'Red card',
};
