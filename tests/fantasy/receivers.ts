import assert from 'node:assert/strict';
import type { Tell } from '@fanfold/fantasy/settlement/tell-results';
import {
  ACTIVITY_TOPIC,
  type Activity,
  GRANTS_TOPIC,
  type Grant,
  activityMessageSchema,
  grantsMessageSchema,
} from '@fanfold/kit/messages';

/** Ledger and profiles, as far as settlements tell them anything: each keeps under its id what comes, once. */
export class Receivers {
  readonly grants = new Map<string, Grant>();
  readonly activities = new Map<string, Activity>();

  /** Fails when something comes again with other content. */
  readonly tell: Tell = (topic, items) => {
    const message: unknown = JSON.parse(JSON.stringify(items));
    if (topic === GRANTS_TOPIC) keep(this.grants, grantsMessageSchema.parse(message));
    else if (topic === ACTIVITY_TOPIC) keep(this.activities, activityMessageSchema.parse(message));
    else assert.fail(`told ${topic}`);
    return Promise.resolve();
  };

  /** Coins of an entry in the ledger. */
  paid(entryId: string): number {
    const own = [...this.grants.values()].filter(({ body }) => body['entryId'] === entryId);
    return own.reduce((sum, { amount }) => sum + amount, 0);
  }

  /** News of an entry's results, oldest first. */
  news(entryId: string): Activity[] {
    const settlementOf = ({ id }: Activity) => Number(id.split(':').at(-1));
    return [...this.activities.values()]
      .filter(({ body }) => body['entryId'] === entryId)
      .sort((a, b) => settlementOf(a) - settlementOf(b));
  }
}

function keep<T extends { id: string }>(known: Map<string, T>, items: readonly T[]): void {
  for (const item of items) {
    if (known.has(item.id)) assert.deepEqual(item, known.get(item.id), `${item.id} has come with other content`);
    known.set(item.id, item);
  }
}
