import { ActivityIntake, laneOf } from '@fanfold/fans/activities/activity-intake';
import { fanActionSchema } from '@fanfold/fans/activities/fan-action';
import { SERVICE } from '@fanfold/fans/profile/profile';
import { DEFAULT_RULES } from '@fanfold/game/fans';
import { changesTopic, inbox } from '@fanfold/kit/messages';
import { openFirestore } from '../support/firestore.ts';
import type { FromMortal, ToMortal } from '../support/mortal.ts';
import { NOW } from './random-activities.ts';

/** A process that takes messages of row changes which its parent delivers, until it is killed. What it publishes goes to its parent. */
const { db } = openFirestore(process.argv[2]);
const unconfirmed = new Map<number, () => void>();
let published = 0;
const say = (message: FromMortal) => process.send?.(message);

const place = {
  db,
  rules: DEFAULT_RULES,
  now: () => NOW,
  publish: (topic: string, items: readonly object[]) =>
    new Promise<void>((confirmed) => {
      const number = ++published;
      unconfirmed.set(number, confirmed);
      say({ kind: 'published', number, topic, items });
    }),
};
const intake = new ActivityIntake(place);
const take = inbox({
  db,
  service: SERVICE,
  topic: changesTopic('fan_actions'),
  schema: fanActionSchema(() => 1),
  keyOf: laneOf,
  take: (items, lane) => intake.take(items, lane),
});

process.on('message', (message: ToMortal<string>) => {
  if ('kind' in message) {
    unconfirmed.get(message.number)?.();
    unconfirmed.delete(message.number);
    return;
  }
  const { id, work } = message;
  take(work).then(
    () => say({ kind: 'done', id }),
    (error: unknown) => say({ kind: 'failed', id, error: String(error) }),
  );
});
say({ kind: 'ready' });
