import { LinkWorker, School } from '../../domain/school/school.ts'

/** A link worker who can be seen on weekday mornings; what a test is about is put over it. */
export function linkWorker(id: string, diary: Record<string, unknown> = {}): LinkWorker {
  return LinkWorker.parse({
    id,
    name: `${id} Testperson`,
    diary: {
      hours: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => ({
        day,
        from: '09:00',
        to: '12:00',
      })),
      lengthMinutes: 30,
      place: { kind: 'room', text: 'Room 4' },
      ...diary,
    },
  })
}

/** A school with these link workers and one duty contact, `dana`. */
export function school(id: string, linkWorkers: readonly LinkWorker[]): School {
  return School.parse({
    id,
    name: `Test School ${id}`,
    nation: 'england',
    place: { text: 'Testtown', position: { lat: 52, lon: -1 } },
    origins: [],
    dutyContacts: [
      {
        id: 'dana',
        name: 'Dana Testperson',
        role: 'safeguarding lead',
        hours: [{ day: 'monday', from: '08:30', to: '16:00' }],
      },
    ],
    linkWorkers,
    feeds: [],
  })
}
