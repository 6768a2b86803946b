import type { Eligibility, FanFacts } from '@fanfold/game/coupons';
import type { Caller } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';

/** Claims of the ID token that the app's own back office sets: what nobody but the fan and the app may know. */
const claimsSchema = z.object({
  segments: z.array(z.string()).catch([]),
  region: z.string().nullable().catch(null),
  ageConfirmed: z.boolean().catch(false),
});

/**
 * What is known of a fan, as far as a campaign asks for it: level and achievements stand in their public profile, segments, region and age in claims.
 */
export async function readFanFacts(
  db: Firestore,
  { uid, token }: Caller,
  { level, achievement }: Pick<Eligibility, 'level' | 'achievement'>,
): Promise<FanFacts> {
  const claims = claimsSchema.parse(token);
  const profile = `fans/${uid}`;
  const paths = [
    ...(level === null ? [] : [profile]),
    ...(achievement === null ? [] : [`${profile}/achievements/${achievement}`]),
  ];
  const read = paths.length > 0 ? await db.getAll(...paths.map((path) => db.doc(path))) : [];
  const found = new Map(read.map((snapshot) => [snapshot.ref.path, snapshot]));
  const reached: unknown = found.get(profile)?.get('level');
  const has = achievement !== null && found.get(`${profile}/achievements/${achievement}`)?.exists === true;
  return { ...claims, level: typeof reached === 'number' ? reached : 0, achievements: has ? [achievement] : [] };
}
