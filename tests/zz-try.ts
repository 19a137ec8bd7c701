import { readFileSync } from 'node:fs'
import { fromOpenReferral } from '../domain/directory/from-openreferral.ts'
import { learnPlaces, withPositions } from '../domain/directory/places.ts'
import { fold } from '../domain/directory/fold.ts'
import { createMatcher } from '../domain/matching/matcher.ts'
import { loadUnderstanding } from '../content/load-understanding.ts'
import { loadTexts } from '../content/load-texts.ts'
const v = loadUnderstanding()
const t = loadTexts('content/en','en')
const j = JSON.parse(readFileSync('content/data/directory/services.json','utf8'))
const all = []
for (const s of j.contents) { const m = fromOpenReferral(s,{id:'demo'},'2026-11-23'); if ('taken' in m) {all.push(m.taken); const o=m.taken; console.log(o.sourceId.slice(0,6), o.name,'|',JSON.stringify(o.ages),o.genderGroup?.only??'',JSON.stringify(o.cost).slice(0,90),o.times.map(x=>x.day?.slice(0,2)+x.from).join(' '),o.mode.join('/'),o.needsReferral??'',o.expires??'', m.corrections.join(','))} else console.log('LEFT', m) }
const f = fold(all); console.log('folded', f.folded.map(o=>o.name))
const places = learnPlaces(f.kept)
const m = createMatcher(f.kept.map(o=>withPositions(o,places)), v)
const from = places.find('BK1 4QD')
for (const [age, needs, ...says] of [[15,{},'i like drawing and anime'],[13,{genderGroup:'girls'},'football'],[16,{freeOnly:true},'somewhere to hang out, gaming'],[17,{},'i need a job'],[14,{},'lonely, no friends'],[15,{},'literally anything except swimming lol'],[12,{quiet:true},'animals and being left alone'],[16,{},'nowhere to live'],[14,{},'im gay and dont know anyone'],[13,{},'my nan died'],[15,{days:['saturday']},'skateboarding','climbing'],[undefined,{},'cooking'],[20,{},'get fit, lose weight'],[14,{},'lose weight'],[15,{},'i look after my mum'],[15,{},'falconry'],[15,{stepFree:true},'sport, im in a wheelchair'],[18,{mode:'online'},'anxious all the time'],[12,{},'coding'], [16,{},'asdf']] as any[]) {
  const r = m.suggest({age, from: from!, says, cards:[], needs, exclude:[], limit:4, now:'2026-11-23T12:00:00Z'})
  console.log('\n##', age, JSON.stringify(needs), says.join(' / '), r.note?.id ?? '')
  for (const s of r.suggestions) console.log('  -', s.name, '| why:', s.why.map(p=>t.text(p.id,p.values)).join('; '), '| ?', s.unknown.map(p=>p.id.split('.').at(-1)).join(','), '| !', s.restrictions.map(p=>t.text(p.id,p.values)).join('; '), '| =', s.facts.map(p=>t.text(p.id,p.values)).join('; '))
}
const r = m.suggest({age:15, from: from!, says:[], cards:['creativity','feelings'], needs:{}, exclude:[], limit:4, now:'2026-11-23T12:00:00Z'})
for (const s of r.suggestions) console.log('  -', s.name, s.why.map(p=>t.text(p.id,p.values)).join('; '), s.summary)
