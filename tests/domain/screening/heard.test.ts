import { join } from 'node:path'
import { expect } from 'chai'
import { screenTurns } from '../../../bot/commands/screen.ts'
import { interval } from '../../../bot/commands/score/tables.ts'
import { loadCorpus } from '../../../content/load-corpus.ts'
import { atLeast } from '../../../domain/screening/types.ts'
import { screener } from '../../support/conversation.ts'
import { RULES_FOLDER } from './rules.ts'

/** Every so many lines of the test part, so that it stays quick; `npm run score` does all of it. */
const EVERY = 8
/** A change that falls below has made something worse (docs/screening.md has the figures, these stand a little under them). */
const FLOOR = { found: 0.66, facts: 0.55, actNowAtAll: 0.72, kind: 0.6, hardAlarms: 0.14, chatAlarms: 0.06 }

describe('rules and classifier on lines nobody learnt', () => {
  const lines = loadCorpus(join(RULES_FOLDER, 'corpus'))
    .filter(({ part }) => part === 'test')
    .filter((_, n) => n % EVERY === 0)

  it('hear as much as they are said to, with no more false alarms', async function () {
    this.timeout(120_000)
    const screened = async (line: (typeof lines)[number]) => ({
      line,
      ...(await screenTurns(line.turns, screener())),
    })
    const scored = await Promise.all(lines.map(screened))
    type Scored = (typeof scored)[number]
    const share = (of: (one: Scored) => boolean, found: (one: Scored) => boolean): number => {
      const among = scored.filter(of)
      return among.filter(found).length / among.length
    }
    const worry = ({ line }: Scored): boolean => atLeast(line.response, 'reach-out')
    const alarm = ({ response }: Scored): boolean => atLeast(response, 'reach-out')
    expect(share(worry, alarm), 'found').to.be.at.least(FLOOR.found)
    expect(
      share((one) => worry(one) && one.line.facts, alarm),
      'facts',
    ).to.be.at.least(FLOOR.facts)
    expect(
      share(({ line }) => line.response === 'act-now', alarm),
      'act-now',
    ).to.be.at.least(FLOOR.actNowAtAll)
    expect(
      share(
        (one) => worry(one) && alarm(one),
        ({ line, concerns }) => concerns.some(({ kind }) => line.kinds.includes(kind)),
      ),
      'kind',
    ).to.be.at.least(FLOOR.kind)
    expect(
      share(({ line }) => line.hard, alarm),
      'hard',
    ).to.be.at.most(FLOOR.hardAlarms)
    expect(
      share(({ line }) => line.response === 'none' && !line.hard, alarm),
      'chat',
    ).to.be.at.most(FLOOR.chatAlarms)
  })

  it('are reported with Wilson’s interval', () => {
    const [low, high] = interval(8, 10)
    expect(low).to.be.closeTo(0.49, 0.005)
    expect(high).to.be.closeTo(0.943, 0.005)
    expect(interval(0, 0)).to.deep.equal([0, 1])
  })
})
