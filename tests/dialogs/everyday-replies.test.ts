import { expect } from 'chai'
import { alerts } from '../../bot/records/alerts.ts'
import { talking } from '../support/conversation.ts'

const TO_SUMMARY = ['skip', 'short', '14', 'music', 'skip', 'skip', 'no', 'no', 'skip']
const TO_TIMES = [...TO_SUMMARY, 'send it']
const TO_MENU = [...TO_TIMES, 'not now']

/** Two who told something of their own, and typed their no. */
const TO_IDEAS = [
  [
    ...[
      'skip',
      'short',
      '18',
      'owe klarna and a payday loan, want to sort it',
      'dont understand the letters',
    ],
    ...['online or text not phone', 'no', 'no'],
  ],
  [
    ...['skip', 'short', '15', 'drawing and anime', 'im shy and dont know anyone', 'somewhere quiet'],
    ...['nope', 'no one'],
  ],
]

/** What people say where they say no, put off, or ask: no worry is in any of it. */
const REPLIES: readonly { to: readonly string[]; where: string; replies: readonly string[] }[] = [
  ...TO_IDEAS.map((to) => ({
    where: 'the ideas',
    to,
    replies: [
      ...['the first one', 'the first two', 'both', 'show me more', 'not really my thing', 'when is it on'],
      ...['how much is it', 'can i bring a friend', 'do i have to talk to people', 'none of them'],
      ...['dont fancy any of them', 'is there anything closer', 'maybe the second one', 'i dont get it'],
      ...['can my mum come', 'how do i get there', 'too far for me', 'that one sounds good'],
    ],
  })),
  {
    where: 'the summary',
    to: TO_SUMMARY,
    replies: [
      ...['i dont want to send it', 'i dont want them to see it', 'i dont want anyone to see it'],
      ...['i need to think about it', 'can i change it first', 'whats in it', 'who is going to read it'],
      ...['id rather not', 'i dont want my mum to see', 'is it private', 'not yet maybe later'],
      ...['i dont like that line', 'can you take my age out', 'i changed my mind', 'thats not right'],
      'what happens if i send it',
    ],
  },
  {
    where: 'the times',
    to: TO_TIMES,
    replies: [
      ...['i have a lesson then', 'more times', 'i dont want a man', 'a different person', 'where is it'],
      ...['i cant do that day', 'i dont think so', 'is it a woman', 'can i bring my friend', 'do i have to'],
      ...['how long does it take', 'i have football then', 'can it be after school', 'my mum works then'],
      ...['i dont want to go on my own', 'what do we talk about', 'i dont want to miss maths'],
      'can it be online',
    ],
  },
  {
    where: 'the menu',
    to: TO_MENU,
    replies: [
      ...['what happens now', 'i dont need anything else', 'can you remind me', 'can my mate come'],
      ...['how do i cancel', 'i want to see the ideas again', 'whats a link worker', 'i think thats all'],
      ...['when will they read it', 'nothing else thanks'],
    ],
  },
]
/**
 * Of 80 in all. They were 14 of the 44 after the ideas while what was typed for a choice of ours ("send it") was read as something they
 * had told, and 11 of the 36 at the ideas while our check-in stood beside them.
 */
const MOST_ALARMS = 1

describe('everyday replies', () => {
  it('seldom alert anybody, when everything before them was typed', async () => {
    const alarmed: string[] = []
    for (const { where, to, replies } of REPLIES) {
      for (const reply of replies) {
        const { service, store, says } = await talking()
        await says(...to, reply)
        await service.close()
        if ((await store.collection(alerts).list({})).length > 0) alarmed.push(`${where}: ${reply}`)
      }
    }
    expect(REPLIES.flatMap(({ replies }) => replies)).to.have.length.of.at.least(80)
    expect(alarmed.length, alarmed.join('; ')).to.be.at.most(MOST_ALARMS)
  })

  it('that are a no are taken for one, and a time they cannot come is no reason to stop', async () => {
    for (const { to, reply, said } of [
      { to: TO_SUMMARY, reply: 'i dont want anyone to see it', said: 'summary.not-sent' },
      { to: TO_SUMMARY, reply: 'i need to think about it', said: 'summary.not-sent' },
      { to: TO_TIMES, reply: 'i have a lesson then', said: 'book.ask.others' },
      { to: TO_TIMES, reply: 'more times', said: 'book.ask.others' },
      { to: TO_TIMES, reply: 'i dont think so', said: 'book.not-now' },
      { to: TO_TIMES, reply: 'i dont want to miss maths', said: 'book.unclear' },
    ]) {
      const { service, says } = await talking()
      expect((await says(...to, reply))[0], reply).to.equal(said)
      await service.close()
    }
  })

  it('after something that was noted are not one more note of it', async () => {
    const { service, says, record } = await talking()
    await says(
      'skip',
      'short',
      '16',
      'im lonely most of the time',
      'going with my friend',
      'i cant do mondays',
    )
    const { concerns, log } = await record()
    expect(concerns.map(({ response, count }) => [response, count])).to.deep.equal([['note', 1]])
    const noted = log.flatMap((entry) => (entry.by === 'young-person' && entry.noted ? [entry.text] : []))
    expect(noted).to.deep.equal(['im lonely most of the time'])
    await service.close()
  })

  it('are heard where they are the first half of a sentence', async () => {
    const TO_CARDS = ['skip', 'short', '14']
    for (const [first, second] of [
      ['i dont want to', 'live anymore'],
      ['i dont want to', 'be here anymore'],
      ['dont want to', 'be alive'],
      ['id rather not', 'be alive'],
      ['why', 'am i even alive'],
      ['nothing', 'to live for'],
    ] as const) {
      for (const to of [TO_CARDS, [...TO_CARDS, 'music'], [...TO_CARDS, 'music', 'skip']]) {
        const { service, says, record } = await talking()
        await says(...to, first, second)
        await service.close()
        const { concerns } = await record()
        expect(
          concerns.map(({ kind }) => kind),
          `${first} / ${second} after ${to.at(-1)}`,
        ).to.deep.equal(['suicide'])
      }
    }
  })

  it('are read beside what was told, and not beside words of ours that were typed', async () => {
    const { service, says, record } = await talking()
    await says(...TO_SUMMARY, 'hmm not sure what that is')
    const ours = (await record()).log.flatMap((entry) =>
      entry.by === 'young-person' ? [[entry.text, entry.isOurs === true]] : [],
    )
    expect(ours).to.deep.equal([
      ...[
        ['skip', true],
        ['short', true],
        ['14', false],
        ['music', true],
        ['skip', true],
      ],
      // A no to the check-in tells nothing; a yes would.
      ...[
        ['skip', true],
        ['no', true],
        ['no', true],
        ['skip', true],
      ],
      ['hmm not sure what that is', false],
    ])
    await service.close()
  })
})
