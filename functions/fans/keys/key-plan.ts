import { isDeepStrictEqual } from 'node:util';
import { Timestamp } from 'firebase-admin/firestore';
import { type FanKey, type FanKeys, KEY_KINDS, type KeyDocument, type KeyKind, NO_KEYS, keyPath } from './documents.ts';

/** A handle that was given up leads to nobody else so long: links and mentions of it are of the one who had it. */
export const QUARANTINE_DAYS = 30;

/** More than a fan can give up while they may take them back. */
const MAX_RELEASED = 40;

/** What stands in Firestore of the fans and keys that a change is about. */
export interface KeyReads {
  fans: ReadonlyMap<string, FanKeys>;
  /** Those of them who were erased, whatever their records say. */
  erased: readonly string[];
  /** By path; undefined: there is none. */
  keys: ReadonlyMap<string, KeyDocument | undefined>;
}

/**
 * What a change makes of keys and of who has them; pure. A key is with one fan at a time, and who should have it by their row waits for it:
 *
 *     plan.settle('ana', 'handle', { key: 'ana', shown: 'ana' }); // has it
 *     plan.settle('ben', 'handle', { key: 'ana', shown: 'ána' }); // conflict: taken
 *     plan.settle('ana', 'handle', null); // gives it up
 *     plan.handOn(); // ben has it
 */
export class KeyPlan {
  readonly #reads: KeyReads;
  readonly #nowMs: number;
  readonly #fans = new Map<string, FanKeys>();
  readonly #keys = new Map<string, KeyDocument | undefined>();
  /** Paths of keys that nobody may have any more. */
  readonly #released = new Set<string>();

  constructor(reads: KeyReads, now: Date) {
    this.#reads = reads;
    this.#nowMs = now.getTime();
    for (const [uid, keys] of reads.fans)
      this.#fans.set(uid, { ...structuredClone(keys), isErased: keys.isErased || reads.erased.includes(uid) });
    for (const [path, document] of reads.keys) this.#keys.set(path, document);
  }

  /** What is changed in it is kept. */
  fan(uid: string): FanKeys {
    const fan = this.#fans.get(uid);
    if (!fan) throw new Error('a fan who was not read');
    return fan;
  }

  /** Whether a fan who asks for a key may have it: nobody else has it, or had it of late. */
  isFree(uid: string, kind: KeyKind, { key }: FanKey): boolean {
    const document = this.#keys.get(keyPath(kind, key));
    if (!document || document.uid === uid) return true;
    if (document.uid !== null || document.freeAt === null) return false;
    const freeAtMs = document.freeAt.toMillis();
    const isOwn = this.#fans.get(uid)?.released.some((each) => each.key === key && each.freeAtMs === freeAtMs);
    return isOwn === true || freeAtMs <= this.#nowMs;
  }

  /** Gives a fan the key that they should have, or has them wait for it; what they had before is given up either way. */
  settle(uid: string, kind: KeyKind, wanted: FanKey | null): void {
    const fan = this.fan(uid);
    const waited = waitsFor(fan, kind);
    // Others may wait behind this one.
    if (waited) this.#released.add(keyPath(kind, waited.key));
    fan.conflicts[kind] = null;
    const had = fan.has[kind];
    if (had && had.key !== wanted?.key) this.#release(fan, kind, had);
    if (!wanted || this.#take(uid, fan, kind, wanted)) return;
    const path = keyPath(kind, wanted.key);
    fan.conflicts[kind] = { problem: 'taken', wanted };
    if (waited?.key !== wanted.key) this.#set(path, {});
  }

  /** What a fan should have is no key. */
  refuse(uid: string, kind: KeyKind, problem: string, shown: string | null): void {
    this.settle(uid, kind, null);
    const wanted = shown === null ? null : { key: '', shown };
    this.fan(uid).conflicts[kind] = { problem, wanted };
  }

  /** Gives keys that nobody has any more to those who wait for them; of several, to the first by uid. */
  handOn(): void {
    const fans = [...this.#fans].filter(([, { isErased }]) => !isErased).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const path of [...this.#released].sort())
      for (const [uid, fan] of fans)
        for (const kind of KEY_KINDS) {
          const wanted = waitsFor(fan, kind);
          if (!wanted || keyPath(kind, wanted.key) !== path) continue;
          const isTheirs = this.#take(uid, fan, kind, wanted);
          if (isTheirs) fan.conflicts[kind] = null;
        }
  }

  /** Fans whose record has changed. */
  get changedFans(): [uid: string, keys: FanKeys, before: FanKeys][] {
    return [...this.#fans].flatMap(([uid, keys]) => {
      const before = this.#reads.fans.get(uid) ?? NO_KEYS;
      return isDeepStrictEqual(keys, before) ? [] : [[uid, keys, before]];
    });
  }

  /** Documents of keys that have changed. */
  get changedKeys(): [path: string, document: KeyDocument][] {
    return [...this.#keys].flatMap(([path, document]) =>
      document && document.rev !== this.#reads.keys.get(path)?.rev ? [[path, document]] : [],
    );
  }

  #take(uid: string, fan: FanKeys, kind: KeyKind, wanted: FanKey): boolean {
    const path = keyPath(kind, wanted.key);
    const document = this.#keys.get(path);
    if (document && document.uid !== null && document.uid !== uid) return false;
    if (document?.uid !== uid || document.shown !== wanted.shown)
      this.#set(path, { uid, shown: wanted.shown, freeAt: null });
    fan.has[kind] = wanted;
    if (kind === 'handle') fan.released = fan.released.filter(({ key }) => key !== wanted.key);
    return true;
  }

  /** Raises `rev`, also for a fan who begins to wait: who gives the key up meanwhile has not seen them, and reads it again. */
  #set(path: string, fields: Partial<KeyDocument>): void {
    const document = this.#keys.get(path) ?? { uid: null, shown: null, freeAt: null, rev: 0 };
    this.#keys.set(path, { ...document, ...fields, rev: document.rev + 1 });
  }

  #release(fan: FanKeys, kind: KeyKind, { key }: FanKey): void {
    const path = keyPath(kind, key);
    fan.has[kind] = null;
    this.#released.add(path);
    if (kind !== 'handle') {
      // An invitation must not lead to somebody else, unless MySQL says so. Addresses and numbers are MySQL's alone.
      const freeAt = kind === 'referralCode' ? null : Timestamp.fromMillis(this.#nowMs);
      this.#set(path, { uid: null, shown: null, freeAt });
      return;
    }
    const freeAtMs = this.#nowMs + QUARANTINE_DAYS * 86_400_000;
    this.#set(path, { uid: null, shown: null, freeAt: Timestamp.fromMillis(freeAtMs) });
    const open = fan.released.filter((each) => each.key !== key && each.freeAtMs > this.#nowMs);
    fan.released = [...open, { key, freeAtMs }].slice(-MAX_RELEASED);
  }
}

/** The key that a fan is to have once nobody else has it. */
export function waitsFor(fan: FanKeys, kind: KeyKind): FanKey | null {
  const conflict = fan.conflicts[kind];
  return conflict?.problem === 'taken' ? conflict.wanted : null;
}
