const FIRST_ITEMS = 2;
const ITEMS_PER_SUCCESS = 0.5;

/**
 * How many items may linger in one instance.
 *
 * Pub/Sub has few requests under way to begin with, one more for each success, and half as many after a failure: then a few quiet items that linger
 * would be all it sends, and a goal would wait in the subscription. So half of that window may linger, as far as an instance can know it
 * (https://cloud.google.com/pubsub/docs/push#push_delivery_rate).
 */
export class LingeringWindow {
  readonly #most: number;
  #items = FIRST_ITEMS;

  constructor(most: number) {
    this.#most = most;
  }

  get items(): number {
    return this.#items;
  }

  /** A request has succeeded. */
  grow(): void {
    this.#items = Math.min(this.#most, this.#items + ITEMS_PER_SUCCESS);
  }

  /** A request has failed. */
  halve(): void {
    this.#items = Math.max(FIRST_ITEMS, this.#items / 2);
  }
}
