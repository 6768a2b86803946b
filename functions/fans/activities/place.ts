import { DEFAULT_RULES } from '@fanfold/game/fans';
import { publishItems } from '@fanfold/kit/messages';
import { projectFirestore } from '@fanfold/kit/ops';
import type { FansPlace } from './change-fans.ts';

/** The project that the function runs in, with the app's rules. */
export function projectFans(): FansPlace {
  return { db: projectFirestore(), publish: publishItems, rules: DEFAULT_RULES, now: () => new Date() };
}
