import { statsTables } from '../changes/match-tables.ts';
import { ACTIVITY_TOPIC } from './activity.ts';
import { CHARGES_TOPIC, OUTCOMES_TOPIC } from './charge.ts';
import { MOMENTS_TOPIC } from './effect.ts';
import { GRANTS_TOPIC } from './grant.ts';
import { PUSH_REQUESTS_TOPIC } from './push-request.ts';
import { REDEMPTIONS_TOPIC } from './redemption-request.ts';

export interface Topic {
  about: string;
  /** How long Pub/Sub keeps a message that a subscriber has not acknowledged; 7 is its most without topic retention. */
  retentionDays: number;
}

/** Changes of the tables that a match is folded from: one topic, so that one function of a service takes all of them. */
export const MATCH_CHANGES_TOPIC = 'changes.match';

/** Topic of a table's changes. */
export function changesTopic(table: string): string {
  return statsTables.some((spec) => spec.table === table) ? MATCH_CHANGES_TOPIC : `changes.${table}`;
}

/** Shards of settlements of contests: the fantasy service asks itself for them. */
export const SETTLEMENTS_TOPIC = 'contest.settlements';

/** Every topic there is. Deploy creates them; nothing depends on creating one at run time. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  [MATCH_CHANGES_TOPIC]: { about: 'row changes of matches, squads and match_events', retentionDays: 7 },
  [MOMENTS_TOPIC]: { about: 'what fans see in the timeline of a match', retentionDays: 7 },
  [SETTLEMENTS_TOPIC]: { about: 'shards of settlements of contests', retentionDays: 7 },
  [ACTIVITY_TOPIC]: { about: 'what fans did or reached', retentionDays: 7 },
  [changesTopic('fans')]: { about: 'row changes of fans', retentionDays: 7 },
  [changesTopic('fan_actions')]: { about: 'row changes of fan_actions', retentionDays: 7 },
  [GRANTS_TOPIC]: { about: 'coins that fans are to get or give back', retentionDays: 7 },
  [CHARGES_TOPIC]: { about: 'coins that fans are to pay', retentionDays: 7 },
  [OUTCOMES_TOPIC]: { about: 'whether fans could pay', retentionDays: 7 },
  [REDEMPTIONS_TOPIC]: { about: 'redemptions of coupons that wait for their end', retentionDays: 7 },
  [PUSH_REQUESTS_TOPIC]: { about: 'what fans are to be told', retentionDays: 7 },
};
