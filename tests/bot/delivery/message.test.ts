import { expect } from 'chai'
import { mailText } from '../../../bot/delivery/email.ts'
import { alertMessage, unkeptMessage } from '../../../bot/delivery/message.ts'
import { School } from '../../../domain/school/school.ts'
import { alert, concern } from '../../support/cases.ts'
import { texts, twoSchools } from '../../support/inbox.ts'

const [demo] = twoSchools()

describe('the words of an alert outside the inbox', () => {
  /** Subject and text of the mail at this step, for a school that wants words too. */
  const mailOf = (said: Record<string, unknown>, step = 0, more = {}) => {
    const school = School.parse({ ...demo, alerts: { ...demo?.alerts, words: true } })
    const raised = alert({ concern: concern(said), ...more })
    const of = { alert: raised, school, eventId: 'e', told: [], publicUrl: 'https://matters.example' }
    const message = alertMessage(texts, { ...of, step })
    return `${message.subject}\n${mailText(message)}`
  }

  it('name what else it may be', () => {
    expect(mailOf({ kind: 'self-harm', orKind: 'suicide' })).to.include('Self-harm (perhaps: Suicide)')
    expect(mailOf({ kind: 'self-harm' })).to.not.include('perhaps')
  })

  it('say that an adult wrote it in an invitation and that nobody was told anything, and not who', () => {
    const said = { heardBy: 'referral', phase: 'referral', response: 'act-now', evidence: 'tonight' }
    const at = '2026-11-23T08:10:00.000Z'
    const referral = { name: 'Rowan', role: 'form tutor', words: 'She drew. And tonight.', at, isKnown: true }
    for (const step of [0, 1]) {
      const mail = mailOf(said, step, { referral })
      expect(mail)
        .to.include('Read now: an adult wrote')
        .and.include('An adult wrote something about a young person')
        .and.include('Nothing was said or shown to anyone')
        .and.include('What an adult wrote:\n> tonight')
      expect(mail).to.not.match(/told to call 999|said something|Their words|Rowan|tutor|She drew/)
      expect(mail.includes('Nobody has said yet')).to.equal(step === 1)
    }
  })

  it('say of an invitation that could not be kept that an adult wrote it, who was told to tell them', () => {
    const message = unkeptMessage(texts, {
      ...{
        school: School.parse(demo),
        concern: concern({ heardBy: 'referral' }),
        conversation: 'referral.x',
      },
      ...{ publicUrl: 'https://matters.example', id: 'n1', now: new Date('2026-11-23T08:11:00.000Z') },
    })
    expect(mailText(message))
      .to.include('An adult wrote something about a young person')
      .and.include('tell you themselves')
      .and.include('Written:')
      .and.not.match(/said something|mums/)
  })

  it('say what was not asked while a person was in the chat', () => {
    expect(mailOf({ phase: 'visit' }))
      .to.include('A person was in the chat, so Matters asked nothing')
      .and.not.include('asked if they are safe')
  })
})
