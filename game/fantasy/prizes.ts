/** Prizes of places from the first on: tier after tier takes the next places. Coins are whole. */
export interface PrizeTable {
  tiers: PrizeTier[];
}

/** `places` next places get `coins` each; or the places up to `share` of the field (0 to 1, rounded down) share `pool`. */
export type PrizeTier = { places: number; coins: number } | { share: number; pool: number };
