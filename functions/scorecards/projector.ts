import {
  type EventRow,
  type MatchRow,
  type MatchView,
  type SquadRow,
  foldMatch,
  liveDigest,
} from '@fanfold/game/match';
import type { Content, Projection, Projector } from '@fanfold/kit/commit';
import { MOMENTS_TOPIC } from '@fanfold/kit/messages';
import { statsTables } from '@fanfold/kit/changes';

/** `matches/{m}`, its scorecard and its moments, and the moments as facts for other services. */
export const scorecardProjector: Projector = {
  service: 'scorecards',
  foldVersion: 2,
  tables: statsTables,
  owns: { documents: ['', 'live/scorecard'], collections: ['moments'] },
  project(matchId, rows) {
    const view = foldMatch({
      match: rows.table('matches').live<MatchRow>()[0] ?? null,
      squads: rows.table('squads').live<SquadRow>(),
      events: rows.table('match_events').live<EventRow>(),
    });
    // Until the row of `matches` has come, the sport is unknown and there is nothing to show.
    return view ? projectionOf(matchId, view) : { documents: new Map(), seq: 0, liveDigest: '', facts: new Map() };
  },
};

function projectionOf(matchId: string, view: MatchView): Projection {
  const { header, scorecard, moments } = view;
  const documents = new Map<string, Content>([
    ['', { ...header }],
    ['live/scorecard', { ...scorecard }],
  ]);
  const facts: Projection['facts'] = new Map(
    moments.map((moment) => [`${matchId}:${moment.id}`, { topic: MOMENTS_TOPIC, body: { ...moment } }]),
  );
  for (const moment of moments) documents.set(`moments/${moment.id}`, { ...moment });
  return { documents, seq: scorecard.seq, liveDigest: liveDigest(view), facts };
}
