import type { Place, PointsTimeline } from '@fanfold/game/fantasy';
import { grown } from './grow.ts';
import type { PowerUpLog } from './power-up-log.ts';
import { NO_PLAYER } from '../entries/block.ts';
import type { Roster } from './roster.ts';
import { UnitTotals } from './unit-totals.ts';

/** Everybody who gets the same points of the same player: for the whole match, or for one window of play. */
interface Holders {
  playerId: string;
  window: { since: Place; units: number } | null;
  /** Points that the scores below contain already; an even number. */
  points: number;
  count: number;
  entries: Uint32Array;
  /** In halves; with multipliers up to 10 they stay below 256. */
  weights: Uint8Array;
}

/**
 * The inverted index: player -> who holds him, and the score of every entry. A goal touches its player's holders only; what it adds is an
 * integer, so the order of additions does not matter, and a correction is an addition like any other.
 */
export class Holdings {
  readonly #roster: Roster;
  readonly #powerUps: PowerUpLog;
  readonly #holders = new Map<string, Holders>();
  #totals: UnitTotals;
  scores = new Int32Array(0);

  constructor(roster: Roster, powerUps: PowerUpLog, timeline: PointsTimeline) {
    this.#roster = roster;
    this.#powerUps = powerUps;
    this.#totals = new UnitTotals(timeline);
    this.#reserve();
    for (let entry = 0; entry < roster.count; entry++) this.addEntry(entry);
    for (let number = 0; number < powerUps.count; number++) this.addPowerUp(number);
  }

  /** Makes the scores those of this timeline. */
  apply(timeline: PointsTimeline): void {
    this.#totals = new UnitTotals(timeline);
    for (const holders of this.#holders.values()) {
      const points = this.#pointsOf(holders);
      if (points !== holders.points) this.#give(holders, points);
    }
  }

  addEntry(entry: number): void {
    const { stride, players, picks, weights } = this.#roster;
    this.scores = grown(this.scores, entry + 1);
    this.scores[entry] = 0;
    for (let at = entry * stride; at < (entry + 1) * stride; at++) {
      const player = picks[at] ?? NO_PLAYER;
      if (player !== NO_PLAYER) this.#add(this.#of(players.text(player), null), entry, weights[at] ?? 0);
    }
  }

  addPowerUp(number: number): void {
    const row = this.#powerUps.row(number);
    if (!row) return;
    const { entry, player, multiplier, period, unit, units } = row;
    const weight = this.#weightOf(entry, player) * (multiplier - 1);
    const playerId = this.#roster.players.text(player);
    this.#add(this.#of(playerId, { since: { period, unit }, units }), entry, weight);
  }

  #of(playerId: string, window: Holders['window']): Holders {
    const key = window ? `${playerId}\n${window.since.period}/${window.since.unit}+${window.units}` : playerId;
    let holders = this.#holders.get(key);
    if (!holders) {
      holders = { playerId, window, points: 0, count: 0, entries: new Uint32Array(0), weights: new Uint8Array(0) };
      holders.points = this.#pointsOf(holders);
      this.#holders.set(key, holders);
    }
    return holders;
  }

  #pointsOf({ playerId, window }: Holders): number {
    return window ? this.#totals.window(playerId, window.since, window.units) : this.#totals.total(playerId);
  }

  #add(holders: Holders, entry: number, weight: number): void {
    holders.entries = grown(holders.entries, holders.count + 1);
    holders.weights = grown(holders.weights, holders.count + 1);
    holders.entries[holders.count] = entry;
    holders.weights[holders.count] = weight;
    holders.count++;
    this.scores[entry] = (this.scores[entry] ?? 0) + (weight * holders.points) / 2;
  }

  /** The hot loop: everything a goal costs. */
  #give(holders: Holders, points: number): void {
    const half = (points - holders.points) / 2;
    const { entries, weights, count } = holders;
    const { scores } = this;
    for (let at = 0; at < count; at++) {
      const entry = entries[at] as number;
      scores[entry] = (scores[entry] as number) + half * (weights[at] as number);
    }
    holders.points = points;
  }

  /** Exact sizes for what is there, so that a cold start does not grow its arrays step by step. */
  #reserve(): void {
    const { stride, players, picks, count } = this.#roster;
    const counts = new Uint32Array(players.texts.length);
    for (let at = 0; at < count * stride; at++) {
      const player = picks[at] as number;
      if (player !== NO_PLAYER) counts[player] = (counts[player] as number) + 1;
    }
    for (const [player, holding] of counts.entries()) {
      const holders = this.#of(players.text(player), null);
      holders.entries = new Uint32Array(holding);
      holders.weights = new Uint8Array(holding);
    }
    this.scores = new Int32Array(count);
  }

  #weightOf(entry: number, player: number): number {
    const { stride, picks, weights } = this.#roster;
    for (let at = entry * stride; at < (entry + 1) * stride; at++) if (picks[at] === player) return weights[at] ?? 0;
    return 0;
  }
}
