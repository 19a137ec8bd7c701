import { expect } from 'chai'
import { replyOf } from '../../bot/activities.ts'
import { content, demoSchool, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'

/** The card of people who can help, in a school that begins in this language. */
async function helpIn(language: string, shoutWord?: string) {
  const demo = demoSchool()
  const help = { ...demo.help, ...(shoutWord === undefined ? {} : { shoutWord }) }
  const school = { ...demo, languages: ['en', language], language, help }
  const { service } = serviceForTests({ directory: emptyDirectory, school })
  try {
    await service.start(speaker)
    const { logged } = await service.take(speaker, { type: 'message', text: 'help' })
    const cards = logged.flatMap(({ activity }) => replyOf(activity)?.cards ?? [])
    return cards.flatMap((card) => (card.type === 'crisis' ? [card] : []))[0]
  } finally {
    await service.close()
  }
}

describe('the crisis card', function () {
  this.timeout(60_000)

  it('says in the language of the conversation what each service is, and that they speak English there', async () => {
    const card = await helpIn('pl', 'NOTTS')
    expect(card?.advice).to.equal(content().languages.of('pl').texts.text('crisis.speak'))
    const of = (id: string) => card?.contacts.find((one) => one.id === id)
    expect(of('childline')?.about).to.match(/^Dla wszystkich poniżej 19 lat/u)
    expect(of('shout')?.actions[0]).to.deep.equal({
      label: 'Wyślij SMS: NOTTS na 85258',
      href: 'sms:85258?&body=NOTTS',
    })
  })

  it('claims another language of no service whose row does not', async () => {
    const card = await helpIn('cy')
    const claim = content().languages.of('cy').texts.text('crisis.speak.yours', { language: 'Cymraeg' })
    for (const { about, id } of card?.contacts ?? []) expect(about, id).to.not.include(claim)
    expect(card?.contacts.length).to.be.greaterThan(2)
  })

  it('says nothing of languages in English', async () => {
    expect(await helpIn('en')).to.not.have.property('advice')
  })
})
