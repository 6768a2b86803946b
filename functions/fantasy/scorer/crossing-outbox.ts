import type { Contest } from '@fanfold/game/fantasy';
import { ACTIVITY_TOPIC, type Activity, type PublishItems } from '@fanfold/kit/messages';
import { ownerOf } from '../engine/field.ts';
import type { Roster } from '../engine/roster.ts';
import type { ContestView } from './contest-view.ts';
import { type Crossing, Crossings } from './crossings.ts';
import type { FantasyStore } from './fantasy-store.ts';

/** Activities that are made and published before the next ones: a goal may bring 100,000 fans over a line. */
const PUBLISHED_AT_ONCE = 5_000;

/** What a contest is played by. A crossing counts for the time at which it starts: when somebody has judged it is another time after each crash. */
export type PlayedMatch = Pick<Contest, 'matchId' | 'startsAt'>;

/** Crossings of one contest on their way to the fans: judged by what is projected, published once that is committed. */
export class CrossingOutbox {
  readonly #contestId: string;
  #crossings = new Crossings();
  /** Of what is projected; a failed commit has not brought them. */
  #judged: Crossing[] = [];
  /** Committed, and not with Pub/Sub yet. */
  #unpublished: Crossing[] = [];
  #publishing: Promise<void> = Promise.resolve();

  constructor(contestId: string) {
    this.#contestId = contestId;
  }

  /** @returns whether somebody reaches something for the first time */
  judge(roster: Roster, scores: Int32Array, view: ContestView): boolean {
    this.#judged = this.#reached(roster, scores, view, true);
    return this.#judged.length > 0;
  }

  /** What has been judged is committed. */
  accept(): void {
    this.#unpublished = this.#unpublished.concat(this.#judged);
    this.#judged = [];
  }

  /** The commit has failed. */
  rollback(): void {
    this.#crossings.forget(this.#judged);
    this.#judged = [];
  }

  /** The numbers of the entries are others from here on. */
  restart(): void {
    this.#crossings = new Crossings();
    this.#judged = [];
    this.#unpublished = [];
  }

  /** After reading: what others have committed is known, unless they have not published it. */
  async adoptUnpublished(
    store: FantasyStore,
    roster: Roster,
    scores: Int32Array,
    view: ContestView,
    crossed: number,
  ): Promise<void> {
    const published = (await store.document(this.#path))?.['rev'] as number | undefined;
    this.#unpublished = this.#unpublished.concat(this.#reached(roster, scores, view, (published ?? 0) < crossed));
  }

  /**
   * In pages, while the next commits go on, one publishing after the other: the mark of a later one must not cover what an earlier one still has
   * under way. What is not published before a crash, the next reader publishes.
   *
   * @throws when Pub/Sub refuses; the rest stays for the next publishing
   */
  publish(
    store: FantasyStore,
    publish: PublishItems,
    roster: () => Roster,
    match: PlayedMatch,
    rev: number,
  ): Promise<void> {
    // When its turn has come the numbers may be those of another roster.
    const own = this.#publishing.then(() => this.#publishNow(store, publish, roster(), match, rev));
    this.#publishing = own.catch(() => undefined);
    return own;
  }

  async #publishNow(
    store: FantasyStore,
    publish: PublishItems,
    roster: Roster,
    match: PlayedMatch,
    rev: number,
  ): Promise<void> {
    // Fans may have been erased since.
    const news = this.#unpublished.filter(({ entry }) => !roster.erased.has(entry));
    const numbering = this.#crossings;
    this.#unpublished = [];
    for (let from = 0; from < news.length; from += PUBLISHED_AT_ONCE) {
      try {
        await publish(ACTIVITY_TOPIC, this.#activities(roster, match, news.slice(from, from + PUBLISHED_AT_ONCE)));
      } catch (error) {
        if (numbering === this.#crossings) this.#unpublished = news.slice(from).concat(this.#unpublished);
        throw error;
      }
    }
    // Not while something older waits: a reader of the mark believes that all is published.
    if (news.length > 0 && this.#unpublished.length === 0 && numbering === this.#crossings)
      await store.raise(this.#path, rev);
  }

  #reached(roster: Roster, scores: Int32Array, view: ContestView, isNews: boolean): Crossing[] {
    const { contest, timeline, table, isPlaying } = view;
    if (contest.status === 'void' || timeline.rows.length === 0) return [];
    return this.#crossings.judge(roster, scores, table, isPlaying, isNews);
  }

  #activities(roster: Roster, { matchId, startsAt }: PlayedMatch, crossings: readonly Crossing[]): Activity[] {
    const contestId = this.#contestId;
    return crossings.map(({ entry, kind, points }) => {
      const entryId = roster.ids.text(entry);
      const id = `fantasy:${contestId}:${entryId}:${kind}`;
      const { uid } = ownerOf(entryId);
      return { v: 1, id, uid, kind: `fantasy.${kind}`, at: startsAt, matchId, body: { contestId, entryId, points } };
    });
  }

  get #path(): string {
    return `contests/${this.#contestId}/state/crossings`;
  }
}
