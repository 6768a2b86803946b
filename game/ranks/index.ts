/** The exact rank of everybody from one small table. */
export { decodeRanks, encodeRanks } from './pack-ranks.ts';
export { type RankTable, rankOf, rankTable, rankTableOfCounts, rankTableOfHistogram } from './ranks.ts';
