import type { EventRow } from '@fanfold/game/match';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import type { MatchScript } from '@fanfold/replay/script';
import { StatsHistory, imageOf } from './history.ts';

export type Random = () => number;

const scripts: MatchScript[] = [demoCricket(), demoFootball()];

/**
 * A match being scored, with all that scorers do: rows entered, edited, deleted, moved to another match, entered again, and now and then a
 * gap in the changelog that ends in a reconciling snapshot.
 */
export function randomHistory(random: Random): StatsHistory {
  const script = pick(random, scripts);
  const history = new StatsHistory();
  history.put('matches', imageOf(script.match));
  for (const squad of script.squads) if (random() < 0.6) history.put('squads', imageOf(squad));
  const events = script.steps.flatMap((step) => step.events);
  const from = Math.floor(random() * Math.max(1, events.length - 30));
  for (const event of events.slice(from, from + 5 + Math.floor(random() * 25))) {
    history.put('match_events', imageOf(event));
    if (random() < 0.35) correct(random, history, script, event);
    if (random() < 0.06) outage(random, history, script, event);
  }
  const { match: change } = script.steps.at(-1) ?? {};
  if (random() < 0.5) history.put('matches', imageOf({ ...script.match, ...change }));
  return history;
}

function correct(random: Random, history: StatsHistory, script: MatchScript, event: EventRow): void {
  const table = 'match_events';
  const key = pick(random, history.keys(table));
  const image = key === undefined ? undefined : history.image(table, key);
  if (key === undefined || !image) return;
  const kind = random();
  if (kind < 0.35)
    history.put(table, { ...image, runs: Math.floor(random() * 7), card: pick(random, ['yellow', null, 'red']) });
  else if (kind < 0.6) history.remove(table, key);
  else if (kind < 0.75) history.put(table, { ...image, match_id: pick(random, [script.match.id, 'another-match']) });
  else if (kind < 0.85) history.put(table, { ...image, id: `${event.id}-again` }, key);
  else if (kind < 0.95) history.put(table, { ...image, ord: Number(image['ord']) - 0.5 });
  else history.put(table, image);
}

function outage(random: Random, history: StatsHistory, script: MatchScript, event: EventRow): void {
  history.silent = true;
  for (let change = 0; change < 3; change++) correct(random, history, script, event);
  history.silent = false;
  const goOn = () => {
    if (random() < 0.4) correct(random, history, script, event);
  };
  history.snapshot('match_events', 1 + Math.floor(random() * 12), goOn);
  if (random() < 0.3) history.snapshot('squads', 1 + Math.floor(random() * 12));
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}
