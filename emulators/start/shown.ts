import { isDeepStrictEqual } from 'node:util';
import { foldMatch } from '@fanfold/game/match';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { type MatchScript, rowsOf } from '@fanfold/replay/script';

/**
 * Resolves when what fans see of a match is what its rows say: header, scorecard and moments, compared with a fold of the script itself.
 *
 * @throws when nothing has moved for `stallSeconds`, with what does not agree
 */
export async function untilShown(db: Firestore, script: MatchScript, stallSeconds: number): Promise<void> {
  const expected = expectedOf(script);
  const shown = new Map<string, unknown>();
  const stops: (() => void)[] = [];
  let stalled: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((done, fail) => {
      const news = (part: string, content: unknown) => {
        shown.set(part, content);
        if (differing(expected, shown).length === 0) return done();
        clearTimeout(stalled);
        const { homeName, awayName } = script.match;
        stalled = setTimeout(() => {
          const parts = differing(expected, shown).join(', ');
          fail(
            new Error(
              `${homeName} v ${awayName} has not moved for ${stallSeconds} s, and its ${parts} is not as entered. See .fanfold/logs/.`,
            ),
          );
        }, stallSeconds * 1000);
      };
      const match = db.doc(`matches/${script.match.id}`);
      stops.push(
        match.onSnapshot((header) => news('header', contentOf(header.data())), fail),
        match
          .collection('live')
          .doc('scorecard')
          .onSnapshot((card) => news('scorecard', contentOf(card.data())), fail),
        match
          .collection('moments')
          .orderBy('order')
          .onSnapshot(({ docs }) => news('moments', byId(docs.map((doc) => doc.data()))), fail),
      );
    });
  } finally {
    clearTimeout(stalled);
    for (const stop of stops) stop();
  }
}

function expectedOf(script: MatchScript): Map<string, unknown> {
  const view = foldMatch(rowsOf(script));
  if (!view) throw new Error(`match ${script.match.id} shows nothing`);
  // As Firestore keeps it: without fields that are undefined.
  return new Map<string, unknown>(
    Object.entries(
      JSON.parse(
        JSON.stringify({
          header: view.header,
          scorecard: view.scorecard,
          moments: byId(view.moments),
        }),
      ) as object,
    ),
  );
}

function differing(expected: ReadonlyMap<string, unknown>, shown: ReadonlyMap<string, unknown>): string[] {
  return [...expected].flatMap(([part, content]) => (isDeepStrictEqual(content, shown.get(part)) ? [] : [part]));
}

function byId(moments: readonly DocumentData[]): Record<string, DocumentData> {
  return Object.fromEntries(moments.map((moment) => [String(moment['id']), contentOf(moment) ?? {}]));
}

/** `rev` counts commits and says nothing about the match. */
function contentOf(data: DocumentData | undefined): DocumentData | undefined {
  if (!data) return undefined;
  const { rev: _, ...content } = data;
  return content;
}
