import { type FanRules, rulesSchema } from './rules.ts';

/**
 * Rules of an app for cricket and football. Coins are given only for what servers know; what an app reports of its fan (`watched`, `shared`) gives XP and
 * badges. An edit raises the version, and `rulesChangeProblems` says what it may not change.
 */
export const DEFAULT_RULES: FanRules = rulesSchema.parse({
  version: 1,
  kinds: {
    'fantasy.hundredPoints': 'reached 100 points in a contest',
    'fantasy.top100': 'was among the first hundred of a contest',
    'fantasy.lead': 'led a contest',
    'fantasy.finished': 'saw a contest to its end',
    'fantasy.corrected': 'has another rank by a correction',
    'fantasy.voided': 'had a contest that was called off',
  },
  counters: {
    matches: { distinct: ['watched'] },
    predictions: { count: ['predicted'] },
    right: { count: ['won'] },
    contests: { count: ['fantasy.finished'] },
    hundreds: { count: ['fantasy.hundredPoints'] },
    topHundreds: { count: ['fantasy.top100'] },
    leads: { count: ['fantasy.lead'] },
    shares: { count: ['shared'] },
    invites: { count: ['invited'] },
    coupons: { count: ['redeemed'] },
    active: { count: ['watched', 'predicted', 'entered'] },
  },
  xp: {
    watched: { each: 10, mostADay: 50 },
    predicted: { each: 5, mostADay: 100 },
    won: { each: 20, mostADay: 200 },
    entered: { each: 10, mostADay: 50 },
    redeemed: { each: 5, mostADay: 20 },
    shared: { each: 5, mostADay: 15 },
    invited: { each: 50, mostADay: 100 },
    followed: { each: 2, mostADay: 20 },
    'fantasy.hundredPoints': { each: 50, mostADay: 200 },
    'fantasy.top100': { each: 50, mostADay: 200 },
    'fantasy.lead': { each: 100, mostADay: 200 },
    'fantasy.finished': { each: 20, mostADay: 100 },
  },
  levels: { first: 100, step: 50, highest: 100 },
  streaks: {
    daily: { kinds: ['watched', 'predicted', 'entered'], freezes: { everyDays: 7, mostHeld: 2 } },
  },
  achievements: {
    spectator: {
      title: 'Spectator',
      tiers: [1, 10, 50, 200].map((atLeast) => ({ when: { counter: 'matches', atLeast } })),
    },
    oracle: {
      title: 'Oracle',
      tiers: [
        { when: { counter: 'right', atLeast: 5 }, coins: 10 },
        { when: { counter: 'right', atLeast: 50 }, coins: 50 },
        { when: { counter: 'right', atLeast: 500 }, coins: 200 },
      ],
    },
    centurion: {
      title: 'Centurion',
      tiers: [
        { when: { counter: 'hundreds', atLeast: 1 }, coins: 10 },
        { when: { counter: 'hundreds', atLeast: 10 }, coins: 50 },
        { when: { counter: 'hundreds', atLeast: 100 }, coins: 200 },
      ],
    },
    leader: { title: 'In front', tiers: [{ when: { counter: 'leads', atLeast: 1 }, coins: 50 }] },
    loyal: {
      title: 'Loyal',
      tiers: [3, 7, 30, 100, 365].map((atLeast) => ({ when: { streak: 'daily', atLeast } })),
    },
    climber: { title: 'Climber', tiers: [5, 10, 25, 50].map((level) => ({ when: { level } })) },
    ambassador: {
      title: 'Ambassador',
      tiers: [1, 5, 25].map((atLeast) => ({ when: { counter: 'invites', atLeast } })),
    },
    fever: {
      title: 'Match fever',
      secret: true,
      tiers: [{ when: { within: { hours: 24 }, of: { counter: 'predictions', atLeast: 20 } } }],
    },
  },
  quests: {
    threeMatches: { title: 'Three matches', counter: 'matches', atLeast: 3, xp: 30, since: '2026-06-01' },
    sharpEye: { title: 'Sharp eye', counter: 'right', atLeast: 3, xp: 30, coins: 5, since: '2026-06-01' },
  },
  seasons: {
    y2026: { from: '2026-01-01', to: '2026-12-31' },
    y2027: { from: '2027-01-01', to: '2027-12-31' },
  },
});
