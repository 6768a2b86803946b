import { type MatchScript, rowsOf } from '@fanfold/replay/script';
import { StatsHistory, imageOf } from '../folding/history.ts';

/** The match as messages: what is known before it, one per event, the end. */
export function messagesOf(script: MatchScript): { announced: string[]; events: string[]; end: string[] } {
  const history = new StatsHistory();
  history.put('matches', imageOf(script.match));
  for (const squad of script.squads) history.put('squads', imageOf(squad));
  const announced = history.messages.splice(0);
  for (const event of script.steps.flatMap((step) => step.events)) history.put('match_events', imageOf(event));
  const events = history.messages.splice(0);
  history.put('matches', imageOf(rowsOf(script).match));
  return { announced, events, end: history.messages };
}
