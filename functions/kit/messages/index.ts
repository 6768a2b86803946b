export { ACTIVITY_TOPIC, type Activity, activityMessageSchema } from './activity.ts';
export { type Effect, MOMENTS_TOPIC, effectSchema, effectsMessageSchema } from './effect.ts';
export { GRANTS_TOPIC, type Grant, grantSchema, grantsMessageSchema } from './grant.ts';
export { type Publish, createTopic, publishAll, publishTo } from './publish.ts';
export { MATCH_CHANGES_TOPIC, SETTLEMENTS_TOPIC, TOPICS, type Topic, changesTopic } from './topics.ts';
