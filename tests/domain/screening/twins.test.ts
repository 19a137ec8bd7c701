import { expect } from 'chai'
import { screener as full } from '../../support/conversation.ts'
import { screener } from './rules.ts'

/** An emergency, and harmless lines that are told with the same words: neither may be lost to a guard or an other meaning made for the other. */
const TWINS: Record<string, { readonly emergency: readonly string[]; readonly harmless: readonly string[] }> =
  {
    'whose age, game or clothes stand beside it': {
      emergency: [
        'my little brother isnt breathing hes only 2',
        'my baby brother is choking hes 1',
        'my sisters having a fit shes 3',
        'my mate collapsed playing football hes not breathing',
        'my chest is too tight i cant breathe and my inhaler is empty',
        'nans talking so funny and her face has dropped on one side',
        'my brother collapsed in the wardrobe hes not breathing',
      ],
      harmless: [
        'cant breathe that was so funny',
        'this blazer is too tight i cant breathe',
        'my flatmate collapsed on the stairs laughing',
        'my brother stopped breathing so loud',
      ],
    },
    'how deep it is': {
      emergency: [
        'went too deep this time its coming through the tea towel',
        'i slit my wrist with a shaving razor',
        'i cut too deep and put a plaster on but it wont stop bleeding',
        'i went too far its gushing',
        'went too far, need stitches',
      ],
      harmless: [
        'shaving cut on my ankle bled loads',
        'i missed my stop and went too far on the bus',
        'the joke went too far',
        'we went too far in the argument',
        'went too far with the hair dye, its through two towels',
      ],
    },
    'when it was': {
      emergency: [
        'mums been sick since last night and shes just collapsed',
        'my nan just collapsed at grandads funeral',
        'just got stabbed its over what happened last week',
        'my sisters just hanged herself help it was dads funeral today',
        'my brothers in year 3 hes just collapsed',
        'my mum had a stroke last night what do i do',
      ],
      harmless: ['nan had a stroke in march', 'i had a stroke of luck last night'],
    },
    'what was taken': {
      emergency: [
        'taken 3 paracetamol today and 20 codeine',
        'took 3 paracetamol today then 15 of mums sertraline',
        'took 3 paracetamol for my head and a whole box of ibuprofen',
        'taken 3 ibuprofen for my period and all my mums codeine',
        'took 3 paracetamol this morning, 8 at lunch and 10 just now',
        'took 30 sertraline this morning',
        'i take 20 sertraline every time i feel like this',
      ],
      harmless: [
        'took 2 paracetamol this morning and 2 at lunch',
        'took 2 paracetamol for my head and a whole box of tissues',
        'i take 1 melatonin at night',
        'had 1 melatonin last night',
        'i take 3 epilepsy tablets a day',
        'i take 5 heart tablets every morning',
        'i take 30 elvanse for my adhd',
        'i take 36 concerta for adhd',
        'took 30 elvanse this morning',
      ],
    },
    'a heart, or a fright': {
      emergency: ['my dad had a heart attack this morning', 'my mum had a mini stroke this morning'],
      harmless: [
        'had a mini heart attack this morning thought id missed the bus',
        'nearly had a heart attack today when the fire alarm went',
        'my mum had a mini heart attack when she saw my report',
        'i just had a heart attack that wasp',
      ],
    },
    'what is planned': {
      emergency: [
        'gonna jump now',
        'gonna do it after school ive got the tablets',
        'gonna end it with a rope tonight',
        'this is the last time you hear from me',
        'ive wrote the note and ive got the tablets',
        'i tied the rope and its round my neck',
        'i wont be here after tomorrow',
        'i wont be here for christmas say sorry to my nan',
        'end it with pills tonight',
        'my brother has tied a rope to the beam',
      ],
      harmless: [
        'gonna jump in the shower now',
        'about to jump on now',
        'will do it tomorrow',
        'gonna do it after school',
        'im gonna do it this weekend',
        'im gonna end things with jake tonight',
        'gonna end it tonight with him',
        'this is the last time i lend her my charger',
        'my mum wrote my note for pe',
        'we tied the rope to the boat',
        'i wont be here after tomorrow im on holiday',
        'wont be here for christmas were going to my nans',
        'wont be here for christmas were going to my grans',
      ],
    },
  }

describe('an emergency and its harmless twins', () => {
  for (const [what, { emergency, harmless }] of Object.entries(TWINS)) {
    it(`are told apart: ${what}`, () => {
      for (const text of emergency) {
        expect(screener.screen(text).response, text).to.equal('act-now')
        expect(full().screen(text).response, text).to.equal('act-now')
      }
      for (const text of harmless) expect(screener.screen(text).response, text).to.be.oneOf(['none', 'note'])
    })
  }
})
