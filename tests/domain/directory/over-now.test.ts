import { expect } from 'chai'
import { fromText } from '../../../domain/directory/from-text.ts'

type Case = readonly [name: string, text: string]
const status = ([name, text]: Case) => fromText(name, text).status

describe('what is over or takes nobody now', () => {
  const over: readonly Case[] = [
    [
      'Broxhill Boxing Academy',
      'UPDATE: following the roof collapse in January 2026 the academy has folded.',
    ],
    ['Hart Street Theatre School', 'Acting and singing. The school has now folded after losing its rooms.'],
    ['Northside Youth Orchestra', 'Strings and brass. Sadly the orchestra has disbanded.'],
    [
      'Playhouse Youth Theatre',
      'Thank you to all our members: Youth Theatre came to an end in July 2026 and is not taking new people.',
    ],
    [
      'Rescue Juniors',
      'Juniors stopped in August 2026 when Mrs Tilling retired and we have nobody to run it.',
    ],
  ]
  const overToo: readonly Case[] = [
    [
      'On Site Level 1',
      'Bricklaying. PLEASE NOTE funding for this course finished on 31 October 2026 and there are no further start dates.',
    ],
  ]
  for (const one of [...over, ...overToo])
    it(`has ended: ${one[1]}`, () => expect(status(one)).to.equal('defunct'))

  const shut: readonly Case[] = [
    [
      'Walnut Tree Skate Sessions',
      'The skate park has been fenced off for rebuilding since September 2026 and there are no sessions. We expect to reopen in summer 2027.',
    ],
    ['Swim', 'The pool is being rebuilt. There are no sessions until summer 2027.'],
    ['Boxing', 'The hall has been condemned, so no training at the moment.'],
    ['Gym Club', 'There are no classes while the gym is being refurbished.'],
    ['Skate', 'No skate sessions until the park reopens.'],
    ['Skate', 'The bowl is out of use and so we have no coaching for now.'],
    [
      'Talk',
      'We are sorry that our list is now full and closed to new referrals until our grant is decided.',
    ],
    ['Talk', 'Counselling. We are full and our waiting list is closed.'],
    [
      'Shadburn Juniors U13 - U15',
      'League football. PLEASE STOP MESSAGING - all squads are full for the whole of 26/27 and the waiting list is closed. We will post when trials open again.',
    ],
    [
      'Process Operator Apprenticeships',
      'Level 3. UPDATE: applications for the 2026 intake have closed and all places are filled. We are not keeping a waiting list.',
    ],
    ['Works', 'Applications for the 2026 intake have closed and all places are filled.'],
    ['Traineeship', 'Recruitment has closed and all our places have been filled.'],
    ['Mentors', 'All our places are taken and we do not keep a waiting list.'],
  ]
  for (const one of shut)
    it(`takes nobody: ${one[1]}`, () => expect(status(one)).to.equal('temporarily-closed'))

  const goesOn: readonly Case[] = [
    ['War Museum Crew', 'The war came to an end in 1945 and we look after what it left.'],
    ['Chess Club', 'When the old club folded we began again in the library.'],
    ['Chess Club', 'Our sister club has folded and its players come to us on Fridays.'],
    ['Chess Club', 'The season came to an end with a win. Training Tuesdays.'],
    ['Origami', 'Our teacher has folded 1000 cranes.'],
    ['Rowing and Sailing Club', 'Sailing stopped in August 2026. Rowing Saturdays.'],
    ['Rowing Club', 'Sessions stopped in August 2026 but we are back every Tuesday.'],
    ['Club', 'Our waiting list is full.'],
    ['Club', 'There is a waiting list of six weeks.'],
    ['Club', 'We are at capacity and not taking referrals.'],
    ['Talk', 'Our list is now full and closed to new referrals. The drop-in on Tuesdays is open to anyone.'],
    ['Talk', 'Our counselling list is full and closed to new referrals, but the youth club goes on.'],
    ['Club', 'Applications have closed for the summer course but the club goes on.'],
    [
      'Club',
      'Applications for the summer camp have closed and all places are filled. Youth club on Fridays.',
    ],
    ['Works', 'All places are filled. Applications for the 2027 intake have closed and open again in March.'],
    ['Youth club', 'Closed on bank holidays, when there are no sessions.'],
    ['Skate', 'If the park is fenced off there are no sessions.'],
    ['Skate', 'The bowl is fenced off, so no sessions there. We skate at the sports hall.'],
    ['Skate', 'The bowl is fenced off and there are no sessions, but we meet at the hall instead.'],
    ['Skate', 'The small ramp is being repaired and there are no sessions for under 8s.'],
    ['Youth club', 'The kitchen is being refurbished so there are no cooking sessions.'],
    ['Swim', 'The pool is closed for repairs so there are no sessions this Friday.'],
    ['Swim', 'The pool is closed for repairs every August, so no sessions.'],
    ['Talk', "We don't have a waiting list. When our sessions are full, we open extra ones."],
    [
      'Talk',
      'Our service is full of kindness. We do not operate a waiting list: everyone is seen within a week.',
    ],
    [
      'Talk',
      'Our sessions are now full time, Monday to Friday. We do not keep a waiting list - you will be seen the same week.',
    ],
    ['Open mic', "All places are filled on the night. We don't have a waiting list."],
    ['Open mic', 'All places are filled on the night and we do not keep a waiting list.'],
    ['Course', 'The course is full-time. Registration is now closed for June; apply for September.'],
    [
      'Club',
      'Under 12s: the group is full and closed to new members. Under 16s and 18s: come along Fridays.',
    ],
    [
      'Club',
      "The club is full at the moment for under 8s. We don't keep a waiting list; email us for a place in the teen class.",
    ],
    ['Club', 'When we are full we do not keep a waiting list.'],
    ['Skate', 'No lessons while it is wet because the ramp is unsafe. Saturdays 10am.'],
    ['Football', 'No training until the summer 2025 pitch reopens.'],
    ['FC', 'Our squads are full and the waiting list is closed. Walking football welcomes new faces.'],
    ['FC', "All our teams are full and the waiting list is closed. Girls' teams have vacancies."],
    ['FC', 'At 11/12 our teams are full and the waiting list is closed; at 15/16 we need players.'],
    ['Cook', 'Grant for the kitchen spent: we have a shiny new kitchen. Cook with us on Wednesdays.'],
    ['Club', 'Funding for the counsellor has stopped. The youth club is on every Tuesday.'],
    ['College', 'No new start dates for Level 2 yet. Level 1 starts every month.'],
    [
      'Classes',
      'The hall was flooded in 2020 and so there were no classes now remembered as our quiet year. Weekly Tuesdays.',
    ],
  ]
  for (const one of goesOn) it(`goes on: ${one[1]}`, () => expect(status(one)).to.equal(undefined))
})
