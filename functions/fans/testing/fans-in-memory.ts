import { type Activity, DEFAULT_RULES, type FanRules, type Profile } from '@fanfold/game/fans';
import { changesTopic, inbox } from '@fanfold/kit/messages';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import type { FansPlace } from '../activities/change-fans.ts';
import { ActivityIntake, laneOf } from '../activities/activity-intake.ts';
import { type ActivityState, activityStatePath } from '../activities/documents.ts';
import { fanActionSchema } from '../activities/fan-action.ts';
import type { Effect } from '../activities/outbox.ts';
import { SERVICE } from '../profile/profile.ts';

/** A row of `fan_actions`, as it was and as it is. */
export interface RowStep {
  uid: string;
  /** Sorts the changes of a row. */
  version: number;
  before: Activity | null;
  after: Activity | null;
  /** Whose it was, if it was another's. */
  from?: string;
}

/** The envelope of a row's change, as `changelog/` publishes it. */
export function envelopeOf({ uid, version, before, after, from = uid }: RowStep) {
  const image = (fan: string, activity: Activity | null) =>
    activity && {
      id: activity.id,
      fan_id: fan,
      kind: activity.kind,
      amount: activity.amount ?? 0,
      subject: activity.subject ?? null,
      occurred_at: new Date(activity.at).toISOString().replace('T', ' ').replace('Z', ''),
    };
  return {
    op: before ? (after ? 'u' : 'd') : 'c',
    before: image(from, before),
    after: image(uid, after),
    source: { db: 'fanfold', table: 'fan_actions', file: 'binlog.000001', pos: version, row: 0, ts_ms: 0, epoch: 1 },
  };
}

/** Fans on a Firestore in memory, and what is published of them. */
export class FansInMemory implements FansPlace {
  readonly store = new MemoryFirestore();
  readonly db = this.store.firestore;
  readonly published: Effect[] = [];
  rules: FanRules = DEFAULT_RULES;
  at = new Date('2026-06-15T12:00:00Z');
  readonly now = () => this.at;
  /** Called before anything is published. */
  beforePublish: () => void | Promise<void> = () => undefined;

  readonly publish = async (topic: string, items: readonly object[]): Promise<void> => {
    await this.beforePublish();
    this.published.push(...items.map((item) => ({ topic, item }) as Effect));
  };

  /** Takes a message of row changes, in an instance of its own. */
  take(...steps: RowStep[]): Promise<void> {
    return this.takeText(JSON.stringify(steps.map(envelopeOf)));
  }

  takeText(text: string, intake = new ActivityIntake(this)): Promise<void> {
    return inbox({
      db: this.db,
      service: SERVICE,
      topic: changesTopic('fan_actions'),
      schema: fanActionSchema(() => 1),
      keyOf: laneOf,
      take: (items, lane) => intake.take(items, lane),
    })(text);
  }

  fields(path: string): Record<string, unknown> | undefined {
    return this.store.documents.get(path)?.data;
  }

  state(uid: string): ActivityState | undefined {
    return this.fields(activityStatePath(uid)) as ActivityState | undefined;
  }

  profile(uid: string): Profile {
    const { profile } = this.state(uid) ?? {};
    if (!profile) throw new Error(`${uid} has no profile`);
    return profile;
  }

  /** Paths of documents, sorted. */
  paths(pattern: RegExp): string[] {
    return [...this.store.documents.keys()].filter((path) => pattern.test(path)).sort();
  }

  /** Ids of what was published to a topic, each once. */
  ids(topic: string): string[] {
    return [...new Set(this.published.filter((each) => each.topic === topic).map(({ item }) => item.id))].sort();
  }
}
