export { ACTIVITY_TOPIC, type Activity, activitySchema } from './activity.ts';
export {
  CHARGES_TOPIC,
  type Charge,
  type ChargeOutcome,
  OUTCOMES_TOPIC,
  chargeOutcomeSchema,
  chargeSchema,
} from './charge.ts';
export { itemBody } from './header.ts';
export { createTopics } from './create-topics.ts';
export { type Effect, MOMENTS_TOPIC, effectSchema } from './effect.ts';
export { GRANTS_TOPIC, type Grant, grantSchema } from './grant.ts';
export { type InboxOptions, type RefusedItem, type UntakenItem, inbox } from './inbox.ts';
export { type MessageFunction, inboxFunction } from './inbox-function.ts';
export { publishItems } from './publish-items.ts';
export { type Publish, type PublishItems, publishAll, publishTo } from './publish.ts';
export { PUSH_REQUESTS_TOPIC, type PushRequest, pushRequestSchema } from './push-request.ts';
export { messageText } from './read-items.ts';
export {
  REDEMPTIONS_TOPIC,
  type RedemptionRequest,
  redemptionRequest,
  redemptionRequestSchema,
} from './redemption-request.ts';
export { MATCH_CHANGES_TOPIC, SETTLEMENTS_TOPIC, TOPICS, type Topic, changesTopic } from './topics.ts';
