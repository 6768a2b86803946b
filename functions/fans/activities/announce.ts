import { type FanEvent, type FanRules, coinGrants } from '@fanfold/game/fans';
import { GRANTS_TOPIC, PUSH_REQUESTS_TOPIC } from '@fanfold/kit/messages';
import type { Effect } from './outbox.ts';

/** An item of `fans/{uid}/feed`: what has happened, without the time. */
export type News = Exclude<FanEvent, { is: 'streakAtRisk' }> & {
  /** Of an achievement or a quest. */
  title?: string;
};

/** Coins that events give. A key stands for the same amount and body for ever, whatever day the fan has won on. */
export function grantEffects(uid: string, events: readonly FanEvent[]): Effect[] {
  return coinGrants(uid, events).map((grant) => ({ topic: GRANTS_TOPIC, item: { v: 1, ...grant, body: {} } }));
}

/** What came so late is no news: no message of Pub/Sub comes later than that. */
export const NEWS_DAYS = 7;

/**
 * What fans are told wherever they are. What is taken back, or was won long ago, is no news for a phone: it stands in the feed.
 *
 * @param today the fan's day, and when it ends
 */
export function pushEffects(uid: string, events: readonly FanEvent[], today: { on: string; ends: number }): Effect[] {
  return events.flatMap((event): Effect[] => {
    const fact = factOf(event, today.on);
    if (fact === null || isOld(event, today.on)) return [];
    const { is, ...body } = event;
    const until = is === 'streakAtRisk' ? { until: new Date(today.ends).toISOString() } : {};
    const item = { v: 1 as const, id: `fans:${uid}:${fact}`, uid, kind: `fans.${is}`, body, ...until };
    return [{ topic: PUSH_REQUESTS_TOPIC, item }];
  });
}

/** Names what an event says: what is undone and comes again has been said. Null: it is not pushed. */
function factOf(event: FanEvent, today: string): string | null {
  switch (event.is) {
    case 'tierAwarded':
      return `achievement:${event.achievement}:${event.tier}`;
    case 'levelUp':
      return `level:${event.level}`;
    case 'questDone':
      return `quest:${event.quest}:${event.week}`;
    case 'seasonDone':
      return `season:${event.season}`;
    case 'streakFrozen':
      return `frozen:${event.streak}:${event.day}`;
    case 'streakAtRisk':
      return `atRisk:${event.streak}:${today}`;
    case 'streakLost':
      return `lost:${event.streak}:${today}`;
    case 'tierTakenBack':
    case 'levelDown':
    case 'questUndone':
    case 'streakShortened':
    case 'streakRestored':
      return null;
  }
}

/** A quest has the date of its week's first day. */
function isOld(event: FanEvent, today: string): boolean {
  if (event.is === 'tierAwarded') return daysBetween(event.on, today) > NEWS_DAYS;
  return event.is === 'questDone' && daysBetween(event.week, today) > NEWS_DAYS + 6;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** What stands in the feed: all but a warning, which is old the next day. */
export function newsOf({ achievements, quests }: FanRules, events: readonly FanEvent[]): News[] {
  return events.flatMap((event): News[] => {
    if (event.is === 'streakAtRisk') return [];
    const title =
      'achievement' in event
        ? achievements[event.achievement]?.title
        : 'quest' in event
          ? quests[event.quest]?.title
          : undefined;
    return [{ ...event, ...(title !== undefined && { title }) }];
  });
}
