import { readFileSync } from 'node:fs'
import { fromOpenReferral } from '../domain/directory/from-openreferral.ts'
import { createMatcher } from '../domain/matching/matcher.ts'
import { loadUnderstanding } from '../content/load-understanding.ts'
const v = loadUnderstanding()
const j = JSON.parse(readFileSync('content/data/directory/services.json','utf8'))
const base = j.contents.flatMap((s:unknown) => { const m = fromOpenReferral(s,{id:'demo'},'2026-11-23'); return 'taken' in m ? [m.taken] : [] })
let seed=1; const rnd=()=>{seed=(seed*1103515245+12345)%2147483648; return seed/2147483648}
const big = Array.from({length:10000},(_,i)=>{const o=base[i%base.length]; const p=base[Math.floor(rnd()*base.length)]; return {...o,id:'x:'+i,sourceId:''+i,name:o.name+' '+i,description:o.description+'\n'+p.description, places:o.places.map((q:any)=>q.position?{...q,position:{lat:52.3+rnd()*0.3,lon:-1.2+rnd()*0.4}}:q)}})
const t0=performance.now(); const h0=process.memoryUsage().heapUsed
const m=createMatcher(big,v); console.log('build',performance.now()-t0,'ms heap', (process.memoryUsage().heapUsed-h0)/1e6)
const reqs=[[15,['drawing and anime']],[14,['lonely','football']],[16,['anything']],[17,['job','music','sport']],[13,['animals','gaming','art','walking','cooking','friends','stressed out about exams']],[12,['sport']]] as any
const ts:number[]=[]
for (let i=0;i<6000;i++){const [age,says]=reqs[i%reqs.length]; const a=performance.now(); m.suggest({age,from:{lat:52.43,lon:-1.02},says,cards:i%5===0?['creativity','friends']:[],needs:i%3===0?{days:['saturday'],maxDistanceKm:10}:{},exclude:[],limit:4,now:'2026-11-23T12:00:00Z'}); ts.push(performance.now()-a)}
const w=ts.slice(300).sort((a,b)=>a-b); console.log('p50',w[Math.floor(w.length*.5)],'p99',w[Math.floor(w.length*.99)],'max',w.at(-1))
for (let k=0;k<6;k++){const x=ts.slice(300).filter((_,i)=>i%6===k).sort((a,b)=>a-b); console.log(JSON.stringify(reqs[k]),x[Math.floor(x.length*.5)])}
