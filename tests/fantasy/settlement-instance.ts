import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { settleShard } from '@fanfold/fantasy/settlement/shard';
import type { PublishItems } from '@fanfold/kit/messages';
import type { DocumentData, DocumentReference, Firestore, UpdateData } from 'firebase-admin/firestore';
import { type Fate, Killed, dieAround } from '../folding/instance.ts';
import { MATCH } from './settled-match.ts';

export interface SettlerOptions {
  /** Says at each commit, of results and of what is left to do, and at each publish whether the instance dies there. */
  fate?: Fate;
  /** Holds the instance up at the same points, so that others overtake it. */
  pause?: () => Promise<void>;
}

/** One instance of the settling function on a real Firestore: settles a block of the match's contest. */
export function startSettler(
  db: Firestore,
  publish: PublishItems,
  { fate = () => false, pause = () => Promise.resolve() }: SettlerOptions = {},
): (n: number, shard: string) => Promise<void> {
  const batch: Firestore['batch'] = () => {
    const real = db.batch();
    const commit = async () => {
      await pause();
      return dieAround(fate, () => real.commit());
    };
    return new Proxy(real, {
      get: (target, name) => {
        if (name === 'commit') return commit;
        const member = Reflect.get(target, name) as unknown;
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  };
  const doc: Firestore['doc'] = (path) => {
    const real = db.doc(path);
    if (!path.includes('/settlements/')) return real;
    const update = async (fields: UpdateData<DocumentData>) => {
      await pause();
      return dieAround(fate, () => real.update(fields));
    };
    return Object.assign(Object.create(real) as DocumentReference, { get: () => real.get(), update });
  };
  const mortal = Object.assign(Object.create(db) as Firestore, { batch, doc });
  const mortalPublish: PublishItems = async (topic, items) => {
    await pause();
    if (fate('beforePublish')) throw new Killed('before publish');
    await publish(topic, items);
    if (fate('afterPublish')) throw new Killed('after publish');
  };
  return (n, shard) => settleShard(new FantasyStore(mortal), mortalPublish, MATCH, n, shard);
}
