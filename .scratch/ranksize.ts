import { rankTable } from '../game/fantasy/ranks.ts';
import { encodeRanks } from '../game/fantasy/pack-ranks.ts';
function gauss() { return Math.sqrt(-2*Math.log(1-Math.random()))*Math.cos(2*Math.PI*Math.random()); }
for (const [name, n, med, sig, q, max] of [['week',1e6,200,1,5,6000],['week1',1e6,200,1,1,6000],['season',1e6,3000,1.2,1,150000],['all',1e6,8000,1.5,1,2e6],['all5',1e6,8000,1.5,5,2e6],['all10k',1e4,8000,1.5,1,2e6]] as const) {
  const s = Array.from({length:n},()=>Math.min(max,Math.round(med*Math.exp(sig*gauss())/q)*q));
  console.log(name, new Set(s).size, (encodeRanks(rankTable(s)).length/1024).toFixed(1),'KB');
}
