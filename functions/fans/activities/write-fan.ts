import { isDeepStrictEqual } from 'node:util';
import { type FanRules, badgesOf, encodeMonth } from '@fanfold/game/fans';
import { writeAsRead } from '@fanfold/kit/calls';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import { profilePath } from '../profile/profile.ts';
import { type ActivityState, achievementPath, feedPath, monthPath } from './documents.ts';
import type { News } from './announce.ts';
import type { Fold } from './fold-fan.ts';
import { foldKey } from './fold-key.ts';
import type { OpenFan } from './open-fan.ts';

/** Items of a feed that are kept. */
export const FEED = 50;

/** Effects that are not known to be published by then are published again. */
const PUBLISH_AGAIN_MS = 5 * 60_000;

/** The state. The commit fails if anyone else has committed on the fan since they were read: that guards all that is written with it. */
export function writeState(batch: WriteBatch, fan: OpenFan, fold: Fold): void {
  const { uid, snapshot, state } = fan.read;
  const { profile, summaries, outbox } = fold;
  writeAsRead(batch, snapshot, {
    rev: state.rev + 1,
    zones: fan.zones,
    summaries,
    profile,
    foldedAt: fan.now,
    reported: fan.reported,
    feedSeq: state.feedSeq + newsOf(fold).length,
    outbox,
    foldAt: outbox.length === 0 ? fold.foldAt : foldKey(uid, fan.now + PUBLISH_AGAIN_MS),
  } satisfies ActivityState);
}

/** All that goes with the state: months, profile, achievements, feed. */
export function writeDocuments(db: Firestore, batch: WriteBatch, fan: OpenFan, fold: Fold, rules: FanRules): void {
  const { uid, state } = fan.read;
  for (const month of fan.changed)
    batch.set(db.doc(monthPath(uid, month)), { rev: state.rev + 1, rows: encodeMonth(fan.month(month)) });
  if (!isDeepStrictEqual(state.profile, fold.profile)) writeProfile(db, batch, fan, fold, rules);
  const at = new Date(fan.now).toISOString();
  for (const [index, item] of newsOf(fold).entries()) {
    const seq = state.feedSeq + 1 + index;
    batch.set(db.doc(feedPath(uid, seq)), { seq, at, ...item });
    if (seq > FEED) batch.delete(db.doc(feedPath(uid, seq - FEED)));
  }
}

function newsOf({ news }: Fold): readonly News[] {
  return news.slice(-FEED);
}

/** What others see. The rest of `fans/{uid}` is what the fan calls themselves: it is another commit's. */
function writeProfile(db: Firestore, batch: WriteBatch, { read }: OpenFan, { profile }: Fold, rules: FanRules): void {
  const { uid, state } = read;
  const { achievements, ...shown } = profile;
  const badges = badgesOf(rules, profile);
  const fields = { ...shown, badges, activityRev: state.rev + 1 };
  batch.set(db.doc(profilePath(uid)), fields, { mergeFields: Object.keys(fields) });
  const known = state.profile?.achievements ?? {};
  const areNewRules = state.profile?.rulesVersion !== profile.rulesVersion;
  for (const id of new Set([...Object.keys(known), ...Object.keys(achievements)])) {
    if (isDeepStrictEqual(known[id], achievements[id]) && !areNewRules) continue;
    const badge = badges.find((each) => each.id === id);
    const reference = db.doc(achievementPath(uid, id));
    if (!badge || badge.reached.length === 0) batch.delete(reference);
    else batch.set(reference, { title: badge.title, reached: badge.reached, tiers: badge.tiers });
  }
}
