import type { Anchor } from '@fanfold/game/coins';
import { FieldPath, type Firestore, type QueryDocumentSnapshot, type WriteBatch } from 'firebase-admin/firestore';

/**
 * What the audit has seen: `auditAnchors/{uid}` has the last posting of each wallet of a page, by the uid of the page's last one. A chain whose end is
 * cut off, and a wallet that is gone with all its postings, show by nothing else.
 */
const ANCHORS = 'auditAnchors';

/** Fields of a document of it. */
interface AnchorsDocument {
  wallets: Record<string, Anchor>;
}

/** Documents of one query: of a page each. */
const DOCUMENTS = 20;

/** What was seen before of the wallets after one and up to another. */
export interface Anchors {
  byUid: Map<string, Anchor>;
  /** Documents that have nothing else. */
  covered: string[];
}

/** @param upTo undefined: all that follow */
export async function readAnchors(db: Firestore, after: string | null, upTo: string | undefined): Promise<Anchors> {
  const all = db.collection(ANCHORS).orderBy(FieldPath.documentId());
  const anchors: Anchors = { byUid: new Map(), covered: [] };
  for (let last: QueryDocumentSnapshot | string | null = after; ;) {
    const { docs } = await (last === null ? all : all.startAfter(last)).limit(DOCUMENTS).get();
    for (const document of docs) {
      const isCovered = upTo === undefined || compareIds(document.id, upTo) <= 0;
      if (isCovered) anchors.covered.push(document.id);
      for (const [uid, anchor] of Object.entries((document.data() as AnchorsDocument).wallets)) {
        const isAfter = after === null || compareIds(uid, after) > 0;
        // Of a round that has not ended there may be two; the later one has the higher number.
        const isLater = anchor.seq > (anchors.byUid.get(uid)?.seq ?? 0);
        if (isAfter && isLater && (upTo === undefined || compareIds(uid, upTo) <= 0)) anchors.byUid.set(uid, anchor);
      }
      if (!isCovered) return anchors;
    }
    last = docs.at(-1) ?? null;
    if (docs.length < DOCUMENTS) return anchors;
  }
}

/** What was seen before of one wallet. Of a round that has not ended there may be two; the later one comes first. */
export async function readAnchor(db: Firestore, uid: string): Promise<Anchor | undefined> {
  const all = db.collection(ANCHORS).orderBy(FieldPath.documentId());
  const { docs } = await all.startAt(uid).limit(2).get();
  return docs.flatMap((document) => (document.data() as AnchorsDocument).wallets[uid] ?? [])[0];
}

/** Replaces what was seen before of the same wallets. */
export function writeAnchors(db: Firestore, batch: WriteBatch, { byUid, covered }: Anchors): void {
  const last = [...byUid.keys()].at(-1);
  for (const id of covered) if (id !== last) batch.delete(db.collection(ANCHORS).doc(id));
  if (last === undefined) return;
  batch.set(db.collection(ANCHORS).doc(last), { wallets: Object.fromEntries(byUid) } satisfies AnchorsDocument);
}

/** As Firestore sorts ids: by bytes. */
export function compareIds(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
