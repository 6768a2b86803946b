import { randomUUID } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import type { ChangeIntake } from '@fanfold/kit/changes';
import { type Pace, ProjectionStore, projectorIntake } from '@fanfold/kit/commit';
import type { Effect, Publish } from '@fanfold/kit/messages';
import { scorecardProjector } from '@fanfold/scorecards/projector';

/** Thrown where an instance dies: whatever it holds in memory is lost, and Pub/Sub delivers again. */
export class Killed extends Error {}

export type KillPoint = 'beforeCommit' | 'afterCommit' | 'beforePublish' | 'afterPublish';

/** Says at each point of each commit whether the instance dies there. */
export type Fate = (point: KillPoint) => boolean;

/** A commit around which the instance may die. */
export async function dieAround<T>(fate: Fate, commit: () => Promise<T>): Promise<T> {
  if (fate('beforeCommit')) throw new Killed('before commit');
  const done = await commit();
  if (fate('afterCommit')) throw new Killed('after commit');
  return done;
}

/** A store whose instance may die around its commits. */
class MortalStore extends ProjectionStore {
  readonly #fate: Fate;

  constructor(db: Firestore, fate: Fate) {
    super(db, scorecardProjector);
    this.#fate = fate;
  }

  override commit(...args: Parameters<ProjectionStore['commit']>): ReturnType<ProjectionStore['commit']> {
    return dieAround(this.#fate, () => super.commit(...args));
  }
}

export interface Instance {
  id: string;
  intake: ChangeIntake;
}

/** One instance of the scorecards service on a real Firestore. `received` is what Pub/Sub has of its effects. */
export function startInstance(
  db: Firestore,
  received: Effect[],
  fate: Fate = () => false,
  pace: Pace = { liveCommitsPerSecond: 0, quietCommitSeconds: 0 },
): Instance {
  const publish: Publish = (effects) => {
    if (fate('beforePublish')) return Promise.reject(new Killed('before publish'));
    received.push(...effects);
    return fate('afterPublish') ? Promise.reject(new Killed('after publish')) : Promise.resolve();
  };
  const store = new MortalStore(db, fate);
  return {
    id: randomUUID(),
    intake: projectorIntake({ db, projector: scorecardProjector, publish, pace: () => pace, epoch: () => 0, store }),
  };
}

/** What a receiver that keeps the highest `rev` of each id ends with. */
export function settledEffects(received: readonly Effect[]): Map<string, Effect['body']> {
  const latest = new Map<string, Effect>();
  for (const effect of received) if (effect.rev >= (latest.get(effect.id)?.rev ?? 0)) latest.set(effect.id, effect);
  return new Map([...latest].filter(([, { change }]) => change !== 'revoked').map(([id, { body }]) => [id, body]));
}
