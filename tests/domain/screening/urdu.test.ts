import { expect } from 'chai'
import type { ConcernKind, Response } from '../../../domain/screening/types.ts'
import { screener } from './rules.ts'

/** Made up by adults; none of these lines stands among the examples of content/screening/urdu.yaml. */
const worrying: readonly [Response, ConcernKind, string][] = [
  ['reach-out', 'suicide', 'mai mar jana chahti hu'],
  ['reach-out', 'suicide', 'ab jeene ka koi faida nahi'],
  ['reach-out', 'suicide', 'اب جینے کا دل نہیں کرتا'],
  ['reach-out', 'suicide', 'دل کرتا ہے کہ میں مر جاؤں'],
  ['act-now', 'suicide', 'aaj raat sab khatam, main apni jaan le lun gi'],
  ['reach-out', 'self-harm', 'school ke baad khud ko zakhmi karti hun'],
  ['reach-out', 'self-harm', 'میں اپنے آپ کو سزا دیتا ہوں'],
  ['reach-out', 'abuse', 'papa mujhe bohat marte hain jab gussa hon'],
  ['reach-out', 'abuse', 'ابو نے کل مجھے مارا'],
  ['reach-out', 'abuse', 'meri nikah zabardasti karwa rahe hain'],
  ['reach-out', 'abuse', 'مجھے پاکستان لے جا رہے ہیں شادی کے لیے'],
  ['act-now', 'abuse', 'bhai mujhe abhi maar raha hai'],
  ['act-now', 'abuse', 'مجھے بچاؤ وہ آ رہا ہے'],
  ['reach-out', 'domestic-abuse', 'abbu ne phir ammi ko mara'],
  ['reach-out', 'sexual-harm', 'ماموں نے میرے ساتھ غلط کام کیا'],
  ['reach-out', 'online-harm', 'wo meri pics leak kar dega'],
  ['reach-out', 'missing-home', 'aaj ghar se bhag jaungi'],
  ['reach-out', 'eating', 'khana kha ke ulti kar deti hun'],
  ['reach-out', 'bullying', 'class wale mujhe roz tang karte hain'],
  ['act-now', 'medical', 'sari goliyan kha li hain'],
]

/** Everyday lines that stand near them. In Urdu letters they may be noted for a person, as any text that is not English. */
const harmless: readonly string[] = [
  'hansi se mar gaya yaar',
  'bhook se mar raha hun',
  'maths ne maar diya',
  'ammi mujhe maar dengi agar phone toota',
  'is game mein usko maar dunga',
  'phone mar gaya',
  'sabzi kaat rahi hun',
  'roza hai abhi kuch nahi khaya',
  'behen ki shadi hai agle hafte',
  'eid par pakistan ja rahe hain',
  'kal test hai dar lag raha hai',
  'abbu mujhe kabhi nahi marte',
  'بال کاٹ لیے',
  'اگلے ہفتے کزن کی شادی ہے',
  'مجھے امتحان سے ڈر لگتا ہے',
  'ابو مجھے نہیں مارتے',
]

describe('Urdu, in its own letters and in Roman ones', () => {
  for (const [response, kind, text] of worrying) {
    it(`hears "${text}" as ${kind}: ${response}`, () => {
      const concern = screener.screen(text).concerns.find((one) => one.kind === kind)
      expect(concern?.response).to.equal(response)
    })
  }

  for (const text of harmless) {
    it(`is not alarmed by "${text}"`, () => {
      expect(screener.screen(text).response).to.be.oneOf(['none', 'note'])
    })
  }

  it('reads the letters of an Arabic keyboard as the Urdu ones', () => {
    expect(screener.screen('مین مرنا چاهتي هوں').response).to.equal('reach-out')
  })

  it('knows about whom it is', () => {
    expect(screener.screen('meri dost khud ko kaatti hai').concerns[0]).to.include({
      kind: 'self-harm',
      about: 'other',
    })
  })

  const answers: readonly [string, string, Response][] = [
    ['کیا آپ اس وقت محفوظ ہیں؟', 'نہیں', 'act-now'],
    ['کیا آپ اس وقت محفوظ ہیں؟', 'nahi mujhe dar lag raha', 'reach-out'],
    ['کیا آپ اس وقت محفوظ ہیں؟', 'haan', 'none'],
    ['کیا کوئی آپ کو تکلیف دیتا ہے، ڈراتا ہے، یا آپ کی مرضی کے بغیر کچھ کرواتا ہے؟', 'haan', 'reach-out'],
    ['لوگ یہ بات الگ الگ مطلب سے کہتے ہیں۔ کیا آپ ٹھیک ہیں؟', 'theek nahi hun', 'reach-out'],
  ]
  for (const [question, text, response] of answers) {
    it(`hears "${text}" after "${question}" as ${response}`, () => {
      expect(screener.screen(text, { before: [], question }).response).to.equal(response)
    })
  }
})
