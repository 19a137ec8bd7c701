import { expect } from 'chai'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { toIcs } from '../../../domain/booking/ics.ts'
import type { IcsOptions } from '../../../domain/booking/ics.ts'
import type { Appointment } from '../../../domain/booking/types.ts'

const appointment: Appointment = {
  id: 'dl_abc.1',
  slot: {
    id: 'rowan.20260701T093000Z',
    linkWorker: 'rowan',
    start: '2026-07-01T09:30:00.000Z',
    end: '2026-07-01T10:00:00.000Z',
    place: { kind: 'room', text: 'Room 4; first floor, left' },
  },
  linkWorkerName: 'Rowan Testperson',
  bookedAt: '2026-06-29T12:00:00.000Z',
  status: 'booked',
  sequence: 3,
}
const options: IcsOptions = {
  school: 'Test School',
  host: 'matters.example',
  now: new Date('2026-06-29T12:00:01Z'),
  method: 'publish',
  summary: 'Time with Rowan',
  description: 'Bring nothing.\nYou can cancel.',
}
const read = (text: string) => {
  const calendar = ICAL.Component.fromString(text)
  const event = calendar.getFirstSubcomponent('vevent')
  if (!event) throw new Error('no event')
  const property = (name: string) => event.getFirstPropertyValue(name)?.toString()
  return { calendar, event, property }
}

describe('an appointment as iCalendar', () => {
  it('carries identity, times in UTC, sequence, status and words', () => {
    const { calendar, event, property } = read(toIcs(appointment, options))
    expect(calendar.getFirstPropertyValue('method')).to.equal('PUBLISH')
    expect(calendar.getFirstPropertyValue('version')).to.equal('2.0')
    expect(property('uid')).to.equal('dl_abc.1@matters.example')
    expect(property('dtstart')).to.equal('2026-07-01T09:30:00Z')
    expect(property('dtend')).to.equal('2026-07-01T10:00:00Z')
    expect(property('dtstamp')).to.equal('2026-06-29T12:00:01Z')
    expect(property('sequence')).to.equal('3')
    expect(property('status')).to.equal('CONFIRMED')
    expect(property('summary')).to.equal('Time with Rowan')
    expect(property('description')).to.equal('Bring nothing.\nYou can cancel.')
    expect(property('location')).to.equal('Room 4; first floor, left, Test School')
    expect(event.getAllProperties('attendee')).to.have.length(0)
  })

  it('takes the entry out again under the same UID', () => {
    const cancelled = read(
      toIcs({ ...appointment, status: 'cancelled', sequence: 4 }, { ...options, method: 'cancel' }),
    )
    expect(cancelled.calendar.getFirstPropertyValue('method')).to.equal('CANCEL')
    expect(cancelled.property('status')).to.equal('CANCELLED')
    expect(cancelled.property('uid')).to.equal('dl_abc.1@matters.example')
    expect(cancelled.property('sequence')).to.equal('4')
  })

  it('does not name the school for a call, a video or a walk', () => {
    const place = { kind: 'phone', text: 'By phone' } as const
    const phone = { ...appointment, slot: { ...appointment.slot, place } }
    expect(read(toIcs(phone, options)).property('location')).to.equal('By phone')
  })

  it('ends every line with CRLF and folds at 75 bytes', () => {
    const text = toIcs(appointment, { ...options, description: 'long '.repeat(80) })
    expect(text.endsWith('END:VCALENDAR\r\n')).to.equal(true)
    expect(text.replaceAll('\r\n', '')).to.not.match(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75)
  })

  it('keeps every word inside its property, whatever it is', () => {
    const word = fc.string({ unit: 'binary', maxLength: 80 })
    const nasty = fc.constantFrom(
      'a\r\nATTENDEE:mailto:x@y.example',
      'END:VEVENT\nX-A:1',
      '\\n;,\\',
      '"\u2028\u0000',
    )
    fc.assert(
      fc.property(fc.oneof(word, nasty), (text) => {
        const { calendar, event, property } = read(
          toIcs(appointment, { ...options, summary: text, description: text, school: text }),
        )
        expect(calendar.getAllSubcomponents('vevent')).to.have.length(1)
        expect(event.getAllProperties()).to.have.length(9)
        expect(property('status')).to.equal('CONFIRMED')
      }),
      { numRuns: 60 },
    )
  })

  it('lets nothing in its identity begin a new line', () => {
    const text = toIcs({ ...appointment, id: 'a\r\nX-EVIL:1' }, { ...options, host: 'h\nX-EVIL:2' })
    expect(text).to.not.match(/^X-EVIL/m)
  })
})
