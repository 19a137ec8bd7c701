import { expect } from 'chai'
import { pino } from 'pino'
import { reportCrisis, rowsOf, toCheckLine } from '../../bot/crisis-check.ts'
import { content, demoSchool } from '../support/conversation.ts'

const DAY = 24 * 3_600_000
const read = new Date('2026-11-23T00:00:00Z')
const after = (days: number) => new Date(read.getTime() + days * DAY)
const checked = content().crisis.map((row) => ({
  ...row,
  lastVerified: '2026-11-23',
  verifiedBy: 'safeguarding lead',
  strength: 'official' as const,
}))

describe('rows of the crisis register that a person must look at', () => {
  const logged = (days: number) => {
    const lines: string[] = []
    const logger = pino({}, { write: (line: string) => void lines.push(line) })
    reportCrisis(rowsOf(checked, [demoSchool()], after(days)), logger)
    return lines
  }

  it('says nothing while everything was checked by a person in the last 90 days', () =>
    expect(logged(90)).to.deep.equal([]))

  it('lists all of them in the log on day 91, with the schools’ own lines', () => {
    const [line, ...others] = logged(91)
    expect(others).to.deep.equal([])
    expect(line)
      .to.include('"level":40')
      .and.to.include('"childline"')
      .and.to.include('brackenmere-crisis-line')
    expect(line).to.include(`"toCheck":${checked.length + 1}`)
  })

  it('names for each row why, what is doubtful, and where to look', () => {
    const rows = rowsOf(content().crisis, [], after(0))
    const childline = rows.find(({ service }) => service.id === 'childline')
    expect(childline && toCheckLine(childline)).to.equal(
      'childline (2026-11-23): no person has checked it. Hours at night, for calls and for chat. They were round the clock in 2022 with fewer counsellors at night. https://www.childline.org.uk',
    )
  })
})
