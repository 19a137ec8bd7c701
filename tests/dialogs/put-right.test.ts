import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

const TO_CHECK_IN = ['skip', 'short', '14', 'music', 'skip', 'skip']

describe('an answer that is put right in passing', () => {
  const talk = async (...texts: readonly string[]) => {
    const { service, says, record } = await talking()
    const last = await says(...texts)
    await service.close()
    const { person, concerns, log } = await record()
    const typed = log.flatMap((entry) => (entry.by === 'young-person' ? [entry.text] : []))
    return { last, person, typed, raised: concerns.map(({ kind, response }) => `${kind} ${response}`) }
  }

  for (const meant of ['yes', 'not sure']) {
    it(`the check-in to ${meant}: a person is told, and the question that stood comes again afterwards`, async () => {
      const { last, person, raised } = await talk(...TO_CHECK_IN, 'no', `sorry i meant ${meant}`)
      expect(person.checkIn.hurtingYourself).to.equal(meant === 'yes' ? 'yes' : 'not-sure')
      expect(raised).to.deep.equal(['suicide reach-out'])
      expect(last.at(-1)).to.equal('safety.safe-now')
      const after = ['safe for now', 'nobody', 'carry on']
      const back = await talk(...TO_CHECK_IN, 'no', `sorry i meant ${meant}`, ...after)
      expect(back.last.at(-1)).to.equal('check-in.being-hurt')
    })
  }

  it('however the correction begins', async () => {
    for (const lead of ['no i meant', 'wait no i meant', 'i meant to say', 'sorry i pressed no i meant']) {
      const { person } = await talk(...TO_CHECK_IN, 'no', `${lead} yes`)
      expect(person.checkIn.hurtingYourself, lead).to.equal('yes')
    }
  })

  it('with more behind the yes, and before whatever else they tell', async () => {
    for (const meant of ['sorry i meant yes i do', 'i meant yes but its fine', 'pressed wrong i meant yes']) {
      const { person, raised } = await talk(...TO_CHECK_IN, 'no', meant)
      expect(person.checkIn.hurtingYourself, meant).to.equal('yes')
      // The question is about both.
      expect(['suicide reach-out', 'self-harm reach-out'], meant).to.include.members(raised)
      expect(raised, meant).to.include('suicide reach-out')
    }
    const more = await talk(...TO_CHECK_IN, 'no', 'i meant yes and my stepdad hits me')
    expect(more.raised).to.have.members(['suicide reach-out', 'abuse reach-out'])
    const now = await talk(...TO_CHECK_IN, 'no', 'i meant yes and ive taken the pills just now')
    expect(now.raised.join()).to.include('act-now')
    const no = await talk(...TO_CHECK_IN, 'no', 'i meant i have never')
    expect(no.person.checkIn.hurtingYourself).to.equal('no')
  })

  it('the second question of the check-in too, when the next thing stands', async () => {
    const { person, raised } = await talk(...TO_CHECK_IN, 'no', 'no', 'sorry i meant yes')
    expect(person.checkIn.beingHurt).to.equal('yes')
    expect(raised).to.deep.equal(['abuse reach-out'])
  })

  it('the check-in never to less than was said', async () => {
    const said = ['yes', 'safe for now', 'nobody', 'carry on']
    for (const less of ['no', 'not sure']) {
      const { person } = await talk(...TO_CHECK_IN, ...said, `sorry i meant ${less}`)
      expect(person.checkIn.hurtingYourself, less).to.equal('yes')
    }
  })

  it('an age, a place and how sure they are, when what was meant is an answer', async () => {
    const age = await talk('skip', 'short', '14', 'sorry i meant 15')
    expect(age.person.age).to.equal(15)
    expect(age.last).to.deep.equal(['reflect.corrected', 'what-matters.ask'])
    const noAge = await talk('skip', 'short', '14', 'sorry i meant music')
    expect(noAge.person.age).to.equal(14)
    const long = ['skip', 'the longer way', 'Jay', '14', 'skip']
    const place = await talk(...long.slice(0, -1), 'Brackenmere', 'sorry i meant M14 5RQ')
    expect(place.person.place?.said).to.equal('M14')
    expect(place.last.slice(0, 1)).to.deep.equal(['reflect.corrected'])
    expect(place.typed.join(), 'the whole postcode').to.not.include('5RQ')
    const sure = await talk(...long, 'music', 'skip', 'art', 'play in a band', '3', 'sorry i meant 7')
    expect(sure.person.confidence).to.equal(7)
  })
})
