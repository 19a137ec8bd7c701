import { expect } from 'chai'
import type { ConcernKind, Response } from '../../../domain/screening/types.ts'
import { screener } from './rules.ts'

/**
 * What stands around a worry and makes it no less, with the twins that it does make less: what was on or what lesson it was, a game,
 * a small child's age, a day of the week, how it was, other meanings that end where the worry begins.
 */
const HEARD: readonly (readonly [ConcernKind, Response, readonly string[]])[] = [
  [
    'sexual-harm',
    'reach-out',
    [
      'we were watching a film and he put his hand down my pants',
      'he raped me when we were watching netflix',
      'he put his hand up my t-shirt',
      'he put his hand up my skirt in english',
      'a boy fingered me after assembly',
      'my history teacher keeps putting his hand on my leg',
      'had my jab today then my uncle touched me there and it hurt',
      'my uncle touched me in the play room',
      'my drama teacher kissed me in the school play',
      'he kissed me in the christmas panto and i didnt want it',
      'my brother touched me in the play tent',
      'my coach touched me in the play rehearsal',
    ],
  ],
  [
    'abuse',
    'reach-out',
    [
      'my stepdad hits my little brother hes only 3',
      'mums boyfriend smacks my baby sister shes 1',
      'my dad hits me when england lose the football',
      'my dad punches me if i play bad at football',
      'my stepdad punches me when hes losing on fifa',
      'he hits me then says hes only joking',
      'my stepdad chokes me as a joke',
      'my uncle punches me and says hes just messing about',
      'my mum hits me with a book',
      'mum had an episode last night and tried to strangle me',
      'my boyfriend hits me and says hes messing about',
      'my lip piercing got ripped out when dad grabbed me it hurt so bad',
      'my stepdad said hell kill me if i spill anything again',
      'he said hell kill me if i forget again',
      'dad lost the football hit me in the face',
      'dad threw me off the computer and hit my head',
      'mums boyfriend threw me off the switch and punched me',
      'dad kicked me off the xbox and punched me',
      'my dad beats me every time we lose',
    ],
  ],
  [
    'domestic-abuse',
    'reach-out',
    [
      'my dad hits my mum when england lose the football',
      'my dad hits my mum and were not allowed to talk about it',
      'england lost the football smashed the house up he did',
    ],
  ],
  ['suicide', 'act-now', ['im going to kill myself before monday', 'im gonna kill myself this monday']],
  [
    'suicide',
    'reach-out',
    [
      'i cant cope with these exams im going to kill myself',
      'i am killing myself over my exams',
      'my mate said shes gonna do it this weekend',
      'i want to die everyone was laughing at me in pe',
      'loads of people hate me i want to kill myself',
    ],
  ],
  [
    'self-harm',
    'reach-out',
    [
      'i used to just scratch but now i cut my arms every night',
      'i stopped for 3 months but im cutting again',
      'when i was 12 i started cutting and i still do',
      'i cut myself every night since dad stopped talking to me',
      'i tied my t-shirt round my neck last night',
      'my sister used to cut and now she cuts again',
      'now i burn myself every night',
      'ive been burning my arms again',
      'i think ive gone too far',
    ],
  ],
  [
    'self-harm',
    'act-now',
    [
      'my nose wont stop bleeding after i banged my head',
      'nose wont stop bleeding since i fell off the roof',
    ],
  ],
  [
    'missing-home',
    'reach-out',
    [
      'got kicked out of uni halls today',
      'kicked out of college accommodation',
      'kicked out of school then my mums',
      'kicked out of school & home',
    ],
  ],
]

const LESS: readonly string[] = [
  'in the film he puts his hand up her skirt',
  'she gets raped in the book',
  'we did sexual assault in pshe',
  'a lesson on sexual harassment',
  'my little brother hits me hes only 2',
  'my baby cousin bit me shes 1',
  'my brother punched me playing wrestling lol',
  'my dad beats me at fifa',
  'my mum was beaten by her own dad at scrabble',
  'he grabs me round the neck in judo',
  'dad was play fighting with us and kicked me in the leg',
  'my dad punched me in the nose when we were sparring',
  'my dad will kill me if i scratch the car',
  'dad says hell kill me if i scratch the car lol',
  'nan beats my brother so hard at chess he sulks',
  'my dad beats me every time we play fifa',
  'my dad beat me again lol fifa',
  'dad smacked me 5-0 at fifa',
  'mum punched me on the arm as a joke when i made a pun',
  'my dad tried to kick me the ball',
  'mum kicked me off the xbox on sunday',
  'the football smashed our window',
  'i had to kiss him in the school play',
  'im killing myself with these exams',
  'mum would cry for a bit if i got a tattoo',
  'gonna kill myself its monday again',
  'kms double maths',
  'i want to die in maths',
  'loads of people want to kill themselves in january',
  'my t shirt says i want to die lol',
  'i used to cut now i dont',
  'i used to cut myself every night but i stopped',
  'when i was 12 i used to cut myself',
  'my nose wont stop bleeding',
  'my gum wont stop bleeding after the dentist',
  'my ankle is hurting again',
  'my braces are hurting again',
  'my feet are hurting again after netball',
  'my eczema is burning again',
  'the sunburn is burning again',
  'my cat is scratching again',
  'my mum is scratching again',
  'my tummy is hurting again',
  'my eyes are burning again',
  'now i burn every time i go out in the sun',
  'had my jab today and it really hurt',
  'getting my ears pierced tmrw so scared its gonna hurt',
  'got kicked out of college',
  'got kicked out of college and my mums fuming',
]

describe('What stands around a worry', () => {
  for (const [kind, response, lines] of HEARD) {
    it(`makes it no less where it only stands beside it: ${kind}, ${response}`, () => {
      for (const line of lines) {
        const { concerns } = screener.screen(line)
        expect(
          concerns.map((one) => `${one.kind} ${one.response}`),
          line,
        ).to.include(`${kind} ${response}`)
      }
    })
  }

  it('makes it less where it says what was meant', () => {
    const alarms = LESS.filter((line) => !['none', 'note'].includes(screener.screen(line).response))
    expect(alarms).to.deep.equal([])
  })
})
