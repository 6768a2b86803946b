import type { Posting } from '@fanfold/game/coins';
import { type DocumentData, type Firestore, collection, limit, orderBy, query, where } from 'firebase/firestore';
import { documentId } from '../document-id.ts';
import { type Watch, watchAll, watchThen } from '../live/combined.ts';
import { LARGEST_LIST, listSize } from '../live/list-size.ts';
import { type ErrorListener, type Listener, type Unsubscribe, report } from '../live/watched.ts';
import { type Watching, watchEach } from '../live/watching.ts';
import { matchOf } from '../matches.ts';
import type {
  LedgerHealth,
  LiveCampaign,
  LiveRedemption,
  LiveReport,
  LiveStock,
  LiveWallet,
  Statement,
  StoredWallet,
} from './documents.ts';
import { liveWallet, matchIdsOf, statementOf } from './wallet.ts';

/** What a list is to hold. */
interface Size {
  /** 1 to 199. */
  limit: number;
}

export interface RewardsWatchers {
  /** The caller's coins. */
  watchWallet(listener: Listener<LiveWallet>, onError?: ErrorListener): Unsubscribe;
  /** How the caller's coins came and went, newest first. For older lines, watch with a larger limit. */
  watchStatement(size: Size, listener: Listener<Statement>, onError?: ErrorListener): Unsubscribe;
  /** The coupons that there are for coins, by when they close. */
  watchCampaigns(listener: Listener<LiveCampaign[]>, onError?: ErrorListener): Unsubscribe;
  /** The latest 100 coupons that the caller has asked for, newest first, whatever became of them. */
  watchMyCoupons(listener: Listener<LiveRedemption[]>, onError?: ErrorListener): Unsubscribe;
  /** One of them; null while there is none. */
  watchCoupon(redemptionId: string, listener: Listener<LiveRedemption | null>, onError?: ErrorListener): Unsubscribe;
  /** A fan's coins, for operators. */
  watchWalletOf(uid: string, listener: Listener<LiveWallet>, onError?: ErrorListener): Unsubscribe;
  /** How a fan's coins came and went, for operators. */
  watchStatementOf(uid: string, size: Size, listener: Listener<Statement>, onError?: ErrorListener): Unsubscribe;
  /** Drafts too, for operators. */
  watchAllCampaigns(listener: Listener<LiveCampaign[]>, onError?: ErrorListener): Unsubscribe;
  /** Codes that did not work, as fans say, for operators: the latest 100 of a campaign. */
  watchReports(campaignId: string, listener: Listener<LiveReport[]>, onError?: ErrorListener): Unsubscribe;
  /** What is left of a campaign by batch, for operators; null before codes were added. */
  watchStock(campaignId: string, listener: Listener<LiveStock | null>, onError?: ErrorListener): Unsubscribe;
  /** How the audit of the ledger stands, for operators; null before the first one. */
  watchLedgerHealth(listener: Listener<LedgerHealth | null>, onError?: ErrorListener): Unsubscribe;
}

const MANY = 100;

/** @param serverNow by which coins expire, and not by a phone's clock */
export function createRewardsWatchers(
  db: Firestore,
  { document, list, mine }: Watching,
  serverNow: () => Date,
): RewardsWatchers {
  const wallet = (uid: string) =>
    watchAll([document(`wallets/${documentId(uid)}`, (data) => data as StoredWallet)], (stored) =>
      liveWallet(stored, serverNow()),
    );

  const postings = (uid: string, most: number) => {
    const path = `wallets/${documentId(uid)}/postings`;
    const latest = query(collection(db, path), orderBy('seq', 'desc'), limit(most));
    return list(`${path}?limit=${most}`, latest, (data) => data as Posting);
  };

  const statement = (uid: string, size: Size): Watch<Statement> => {
    const wanted = listSize(size.limit, LARGEST_LIST - 1);
    const latest = postings(uid, wanted + 1);
    return watchThen(
      latest,
      (some) => matchIdsOf(some).join(' '),
      (some) => {
        const matches = matchIdsOf(some).map((id) => document(`matches/${documentId(id)}`, matchOf));
        return watchAll([latest, watchEach(matches)], (now, known) => {
          const names = known.flatMap((match) =>
            match ? [[match.id, `${match.home.name} v ${match.away.name}`]] : [],
          );
          return statementOf(now, wanted, new Map(names as [string, string][]));
        });
      },
    );
  };

  const campaigns = (key: string, asked: Parameters<typeof list>[1]) =>
    watchAll([list(key, asked, campaignOf)], (found) =>
      found.toSorted((a, b) => (a.closesAt < b.closesAt ? -1 : a.closesAt > b.closesAt ? 1 : 0)),
    );

  return {
    watchWallet: (listener, onError = report) => mine(wallet)(listener, onError),
    watchStatement: (size, listener, onError = report) => mine((uid) => statement(uid, size))(listener, onError),
    watchCampaigns(listener, onError = report) {
      const asked = query(collection(db, 'campaigns'), where('isPublic', '==', true), limit(LARGEST_LIST));
      return campaigns('campaigns?public', asked)(listener, onError);
    },
    watchMyCoupons(listener, onError = report) {
      const own = (uid: string) => {
        const latest = [orderBy('requestedAt', 'desc'), limit(MANY)];
        const asked = query(collection(db, 'redemptions'), where('uid', '==', uid), ...latest);
        return list(`redemptions?uid=${uid}`, asked, redemptionOf);
      };
      return mine(own)(listener, onError);
    },
    watchCoupon: (id, listener, onError = report) =>
      document(`redemptions/${documentId(id)}`, redemptionOf)(listener, onError),
    watchWalletOf: (uid, listener, onError = report) => wallet(uid)(listener, onError),
    watchStatementOf: (uid, size, listener, onError = report) => statement(uid, size)(listener, onError),
    watchAllCampaigns: (listener, onError = report) =>
      campaigns('campaigns', query(collection(db, 'campaigns'), limit(LARGEST_LIST)))(listener, onError),
    watchReports(campaignId, listener, onError = report) {
      const path = `campaigns/${documentId(campaignId)}/reports`;
      const latest = query(collection(db, path), orderBy('at', 'desc'), limit(MANY));
      return list(path, latest, (data) => data as LiveReport)(listener, onError);
    },
    watchStock: (campaignId, listener, onError = report) =>
      document(`campaigns/${documentId(campaignId)}/state/stock`, (data) => data as LiveStock)(listener, onError),
    watchLedgerHealth: (listener, onError = report) =>
      document('health/ledger', (data) => data as LedgerHealth)(listener, onError),
  };
}

function campaignOf(data: DocumentData, id: string): LiveCampaign {
  return { ...data, id } as LiveCampaign;
}

function redemptionOf(data: DocumentData, id: string): LiveRedemption {
  return { ...data, id } as LiveRedemption;
}
