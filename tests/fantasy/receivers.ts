import assert from 'node:assert/strict';
import {
  ACTIVITY_TOPIC,
  type Activity,
  GRANTS_TOPIC,
  type Grant,
  type PublishItems,
  activitySchema,
  grantSchema,
} from '@fanfold/kit/messages';

/** Ledger and profiles, as far as settlements publish to them: each keeps under its id what comes, once. */
export class Receivers {
  readonly grants = new Map<string, Grant>();
  readonly activities = new Map<string, Activity>();
  /** By entry. */
  readonly #grantsOf = new Map<string, Grant[]>();
  readonly #newsOf = new Map<string, Activity[]>();

  /** Fails when something comes again with other content. */
  readonly publish: PublishItems = (topic, items) => {
    const message = JSON.parse(JSON.stringify(items)) as unknown[];
    if (topic === GRANTS_TOPIC)
      keep(
        this.grants,
        this.#grantsOf,
        message.map((item) => grantSchema.parse(item)),
      );
    else if (topic === ACTIVITY_TOPIC)
      keep(
        this.activities,
        this.#newsOf,
        message.map((item) => activitySchema.parse(item)),
      );
    else assert.fail(`published to ${topic}`);
    return Promise.resolve();
  };

  /** Coins of fans who are erased stay with nobody. */
  forget(erased: ReadonlySet<string>): void {
    for (const [id, { uid }] of this.grants) if (erased.has(uid)) this.grants.delete(id);
  }

  /** Coins of an entry in the ledger. */
  paid(entryId: string): number {
    return (this.#grantsOf.get(entryId) ?? []).reduce((sum, { amount }) => sum + amount, 0);
  }

  /** News of an entry's results, oldest first. */
  news(entryId: string): Activity[] {
    const settlementOf = ({ id }: Activity) => Number(id.split(':').at(-1));
    return [...(this.#newsOf.get(entryId) ?? [])].sort((a, b) => settlementOf(a) - settlementOf(b));
  }
}

function keep<T extends { id: string; body: Record<string, unknown> }>(
  known: Map<string, T>,
  byEntry: Map<string, T[]>,
  items: readonly T[],
): void {
  for (const item of items) {
    if (known.has(item.id)) {
      assert.deepEqual(item, known.get(item.id), `${item.id} has come with other content`);
      continue;
    }
    known.set(item.id, item);
    const entryId = String(item.body['entryId']);
    byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), item]);
  }
}
