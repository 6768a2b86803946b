import {
  type EventRow,
  type MatchRow,
  type MatchView,
  type SquadRow,
  foldMatch,
  liveDigest,
} from '@fanfold/game/match';
import { type Content, NOTHING, type Projection, type Projector } from '@fanfold/kit/commit';
import { MOMENTS_TOPIC } from '@fanfold/kit/messages';
import { statsTables } from '@fanfold/kit/changes';

const MOMENTS = 'moments/';

/** `matches/{m}`, its scorecard and its moments, and the moments as facts for other services. */
export const scorecardProjector: Projector = {
  service: 'scorecards',
  foldVersion: 3,
  tables: statsTables,
  rootOf: (matchId) => `matches/${matchId}`,
  owns: { documents: ['', 'live/scorecard'], collections: ['moments'] },
  project(_matchId, rows) {
    const view = foldMatch({
      match: rows.table('matches').live<MatchRow>()[0] ?? null,
      squads: rows.table('squads').live<SquadRow>(),
      events: rows.table('match_events').live<EventRow>(),
    });
    // Until the row of `matches` has come, the sport is unknown and there is nothing to show.
    return view ? projectionOf(view) : NOTHING;
  },
  factsOf(matchId, documents) {
    const moments = [...documents].filter(([path]) => path.startsWith(MOMENTS));
    return new Map(
      moments.map(([path, body]) => [`${matchId}:${path.slice(MOMENTS.length)}`, { topic: MOMENTS_TOPIC, body }]),
    );
  },
};

function projectionOf(view: MatchView): Projection {
  const { header, scorecard, moments } = view;
  const documents = new Map<string, Content>([
    ['', { ...header }],
    ['live/scorecard', { ...scorecard }],
  ]);
  for (const moment of moments) documents.set(`${MOMENTS}${moment.id}`, { ...moment });
  return { documents, seq: scorecard.seq, liveDigest: liveDigest(view) };
}
