import { rankTable } from '../game/fantasy/ranks.ts';
import { encodeRanks } from '../game/fantasy/pack-ranks.ts';
import { ByteWriter } from '../game/packing/bytes.ts';
import { packed } from '../game/packing/deflated.ts';
function gauss() { return Math.sqrt(-2*Math.log(1-Math.random()))*Math.cos(2*Math.PI*Math.random()); }
for (const [name, n, med, sig, q, max] of [['week',1e6,200,1,5,6000],['fantasy',1e5,30000,0.2,50,60000],['fantasy1M',1e6,30000,0.2,50,60000],['week1',1e6,200,1,1,6000],['season',1e6,3000,1.2,1,150000],['all',1e6,8000,1.5,1,2e6],['all5',1e6,8000,1.5,5,2e6],['all10k',1e4,8000,1.5,1,2e6]] as const) {
  const s = Array.from({length:n},()=>Math.min(max,Math.round(med*Math.exp(sig*gauss())/q)*q));
  let t=performance.now();
  const dense=encodeRanks(rankTable(s)).length/1024; const td=performance.now()-t;
  const m=new Map<number,number>(); for(const x of s) m.set(x,(m.get(x)??0)+1);
  t=performance.now();
  const keys=Float64Array.from(m.keys()).sort();
  // two columns: deltas, then counts
  const w=new ByteWriter(); let g=0; const gcd=(a:number,b:number)=>{while(b)[a,b]=[b,a%b];return a}; for(const k of keys) g=gcd(g,k-keys[0]!); g||=1;
  w.signed(keys[0]!); w.unsigned(g); w.unsigned(keys.length); let p=keys[0]!; for(const k of keys){w.unsigned((k-p)/g);p=k;} let c=0; for(const k of keys){w.signed(m.get(k)!-c); c=m.get(k)!;}
  const sp=packed(1,w.finish()).length/1024;
  console.log(name, keys.length, dense.toFixed(1),'dense',sp.toFixed(1),'sparse', td.toFixed(0), (performance.now()-t).toFixed(0));
}
