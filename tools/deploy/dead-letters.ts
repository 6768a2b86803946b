/** As many as Pub/Sub can count: at the longest pause of ten minutes more than half a day, in which a fault can be mended. */
export const MAX_DELIVERY_ATTEMPTS = 100;

/** Where a message of a topic goes that no function takes, and the subscription that keeps it for somebody to look at. */
export function deadLettersOf(topic: string): string {
  return `${topic}.dead`;
}
