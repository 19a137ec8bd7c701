import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

const TO_CHECK_IN = ['skip', 'short', '14', 'music', 'skip', 'skip']
const HIT = 'my stepdad hits me'
const A_PICTURE = 'a picture'
const BEATEN = 'my dads beating me up right now'
const A_PLAN = 'im gonna kill myself tonight'

describe('answers about safety', () => {
  for (const { after, no, yes } of [
    { after: HIT, no: 'safety.act-now.after', yes: 'safety.who' },
    { after: 'my friend says she wants to die', no: 'safety.act-now.after', yes: 'safety.who' },
    { after: 'kms i forgot my pe kit', no: 'safety.safe-now', yes: 'hello.check' },
    { after: A_PICTURE, no: 'hello.check', yes: 'safety.safe-now' },
  ]) {
    it(`takes one letter for a no or a yes after ${after}`, async () => {
      for (const [answer, leads] of [
        ['n', no],
        ['na', no],
        ['y', yes],
      ] as const) {
        const { service, says, takes } = await talking()
        if (after === A_PICTURE) await takes({ text: '', attachments: ['image/png'] })
        else await says(after)
        expect((await says(answer)).at(-1), answer).to.equal(leads)
        await service.close()
      }
    })
  }

  it('thanks for more of it and asks again, and does not say that it was not heard', async () => {
    const { service, says } = await talking()
    await says(HIT)
    const more = await says('he did it again yesterday and he hit my brother too')
    expect(more).to.deep.equal(['safety.thanks.again', 'safety.safe-now'])
    await service.close()
  })

  it('says "stay with them" of nobody who may be the danger', async () => {
    const answersTo = async (worry: string, answer: string): Promise<readonly string[]> => {
      const { service, says } = await talking()
      expect(await says(worry), worry).to.include('safety.act-now.after')
      const said = await says(answer)
      await service.close()
      return said
    }
    for (const [worry, answer] of [
      [BEATEN, 'my dad is here'],
      [BEATEN, 'he called his mates'],
      [BEATEN, 'i told my dad to stop'],
      ['hes outside my door with a knife help', 'theyre coming for me'],
      ['theyre waiting for me at the gate with bats', 'theyre coming'],
      ['theyre waiting for me at the gate with bats', 'theyre on the way'],
      ['im not safe', 'my dad is here'],
      [A_PLAN, 'someone is here'],
    ] as const)
      expect(await answersTo(worry, answer), `${worry} / ${answer}`).to.not.include('safety.with-someone')
    for (const [worry, answer] of [
      [BEATEN, 'ive called 999'],
      [BEATEN, 'i told a teacher'],
      [BEATEN, 'someone is with me'],
      [BEATEN, 'i called the police'],
      [A_PLAN, 'my dad is here'],
      [A_PLAN, 'ambulance is coming'],
    ] as const)
      expect(await answersTo(worry, answer), `${worry} / ${answer}`).to.include('safety.with-someone')
  })

  it('hears what is written beside a tap', async () => {
    const { service, says, takes, record } = await talking()
    await says(...TO_CHECK_IN)
    const no = { text: 'No, i want to kill myself', tap: { chose: ['no'] } }
    expect(await takes(no)).to.include('safety.safe-now')
    expect((await record()).concerns.map(({ kind, heardBy }) => [kind, heardBy])).to.deep.equal([
      ['suicide', 'message'],
    ])
    const safe = { text: 'i just took a load of pills', tap: { chose: ['safe'] } }
    expect(await takes(safe)).to.include('safety.act-now.after')
    await service.close()
  })
})
