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
        'i went too far with the razor',
        'went too far on my arm',
        'i went too far again',
        'i cut and went too far',
        'i went too far and im scared',
        'went too far with the blade',
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
        'ive taken 40 elvanse today im sorry everyone',
        'took 60 elvanse today and my heart is going mad',
        'took 54 concerta today and my heart is racing',
        'taken 30 elvanse today with vodka',
        'took 40 of my elvanse today',
        'took 30 of my elvanse this morning',
        'took 60 elvanse today',
        'my friend took 60 elvanse today',
        'had 54 concerta today i want to die',
        'i take 20 gabapentin for my anxiety just to feel something',
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
        'took 40 elvanse before school',
      ],
    },
    'a heart, or a fright': {
      emergency: [
        'my dad had a heart attack this morning',
        'my mum had a mini stroke this morning',
        'my boss just had a heart attack',
        'my driver just had a heart attack',
        'my support worker just had a heart attack',
        'a guy at the gym just had a heart attack',
        'my foster carer just had a heart attack',
        'my landlord just had a heart attack',
        'my carer had a heart attack this morning',
        'help i just had a heart attack',
        'my dad almost had a heart attack this morning ambulance came',
      ],
      harmless: [
        'had a mini heart attack this morning thought id missed the bus',
        'nearly had a heart attack today when the fire alarm went',
        'my mum had a mini heart attack when she saw my report',
        'i just had a heart attack that wasp',
        'had a heart attack this morning when my alarm went',
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
        'im going to do it this weekend when mum and dad are away',
        'ive tied a rope to the ceiling',
        'tied a rope in my wardrobe',
        'tied a rope in the garage',
        'tied a rope in the woods',
        'tied a rope to the stairs',
        'tied a rope to the shower rail',
        'tied a rope to the balcony',
        'i made a rope from my dressing gown',
        'my friend has tied a rope in her room',
        'tied a rope to the swing in the park, goodbye',
        'ive got the rope ready in the tent',
        'ive got the rope from the boat shed',
        'have the rope ready, my dog will find someone',
        'got the rope from dads boat im going to end it',
        'im about to step out into the road now',
        'going to jump out of the window right now',
        'going to jump in front of a car now',
        'im about to jump off right now im so sorry',
        'im about to step out in front of a bus now',
        'about to jump into the road now',
        'gonna jump in the river now',
        'this is the last time i see my mum',
        'this is the last time i see you',
        'this is the last time i go to school',
        'this is the last time i bother anyone',
        'finally wrote my note for mum',
        'written the note for my parents',
        'im sorry mum wrote the note and ive got the tablets',
        'its my last day on earth',
        'gonna do it tomorrow and everyone will be better off',
        'im killing myself over these exams tonight',
      ],
      harmless: [
        'gonna jump in the shower now',
        'about to jump on now',
        'gonna jump off the xbox now',
        'gonna jump in the car now',
        'about to step out for lunch now',
        'will do it tomorrow',
        'gonna do it after school',
        'im gonna do it this weekend',
        'this is the last time i lend her my charger',
        'this is the last time i do the dishes',
        'my mum wrote my note for pe',
        'mum wrote my note for me',
        'ive wrote the note for the school trip',
        'we tied the rope to the boat',
        'i tied the rope to the tree for a swing',
      ],
    },
    'with whom they end it, or with what': {
      emergency: [
        'gonna end things with this tonight',
        'gonna end it with these tonight',
        'gonna end it with fire tonight',
        'im gonna end it tonight with someone watching',
        'im gonna end it tonight with my ex on the phone',
      ],
      harmless: [
        'im gonna end things with jake tonight',
        'gonna end it tonight with him',
        'gonna end things with my boyfriend tonight',
      ],
    },
    'whether they are away, or gone': {
      emergency: [
        'i wont be here after tonight, im at my dads',
        'i wont be here by friday tell them to scatter me in wales',
        'i wont be around after tomorrow, were going to nan',
        'i wont be around by christmas and im going to my nans in heaven',
        'i wont be here after tonight im at my nans and ive got my mums tablets',
        'i wont be here after tomorrow mum is away at the wedding',
      ],
      harmless: [
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
