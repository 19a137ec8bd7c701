import type { Incoming } from '../../bot/conversations.ts'
import type { Card, Choice, Reply } from '../../dialogs/reply.ts'

const choice = (id: string, label: string, symbol?: string): Choice => ({
  id,
  label,
  ...(symbol && { symbol }),
})
const skip = choice('skip', 'Skip')

export const IDEA: Card = {
  type: 'idea',
  id: 'reed-1',
  name: 'Open clay evening',
  organisation: 'Reedside Community Workshop',
  summary: 'Make something with your hands and take it home. Clay and tools are there. Nobody marks it.',
  restrictions: ['For ages 13 to 18', 'Someone at home signs a form the first time'],
  facts: ['Thursdays, 5 pm to 7 pm', 'Free', '1.2 km from school'],
  why: ['You said: drawing', 'You would like something free'],
  unknown: ['Whether there are steps at the door'],
  contact: { phone: '01632 960 114', email: 'clay@reedside.example', url: 'https://reedside.example/clay' },
  checked: 'Last checked 3 November 2026',
  attribution: 'Brackenmere Open Directory',
}

export const URGENT: Card = {
  type: 'crisis',
  urgent: true,
  heading: 'Call 999 now if:',
  lines: ['you are badly hurt, or have taken something', 'someone is hurting you now'],
  advice: 'Tell an adult near you.',
  contacts: [
    {
      id: 'emergency-999',
      name: '999',
      about: 'Police or ambulance, day and night. Open now.',
      actions: [{ label: 'Call 999', href: 'tel:999' }],
    },
  ],
}

const OTHERS: Card = {
  type: 'crisis',
  urgent: false,
  heading: 'People who can help',
  lines: [],
  contacts: [
    {
      id: 'shout',
      name: 'Shout',
      about: 'Text with a trained volunteer, any time. Open now.',
      actions: [{ label: 'Text SHOUT to 85258', href: 'sms:85258?&body=SHOUT' }],
    },
  ],
}

const SUMMARY: Card = {
  type: 'summary',
  heading: 'Your summary',
  sections: [
    {
      heading: 'What matters to me',
      lines: [
        {
          id: 'matters:1',
          text: 'drawing, and my dog',
          seenBy: 'Seen by: link worker',
          actions: [
            { ...choice('change:matters:1', 'Change'), inPlace: 'words:matters:1' },
            choice('remove:matters:1', 'Leave out'),
          ],
        },
        {
          id: 'matters:2',
          text: 'somewhere that’s not my house',
          seenBy: 'Left out: nobody sees this',
          actions: [choice('change:matters:2', 'Change')],
        },
      ],
    },
  ],
}

const APPOINTMENT: Card = {
  type: 'appointment',
  heading: 'Your time to talk',
  facts: ['Thursday 26 November, 12.40 pm', 'Wellbeing room, Reed building', 'With Rafi, a link worker'],
  calendar: { href: '/calendar/c1/a1.ics', label: 'Add to my calendar' },
}

const PERSON: Reply = {
  message: 'here',
  text: 'Ms Demowick is in the chat now.',
  here: { who: 'Ms Demowick, safeguarding lead', back: 'Back to the bot' },
}

const FIRST: Reply[] = [
  { message: 'hello', text: 'Hi. This is Matters. It’s for working out what matters to you.' },
  {
    message: 'length',
    text: 'There’s a short way and a longer way. Which one?',
    ask: {
      choices: [choice('short', 'The short way'), choice('long', 'The longer way'), skip],
      select: 'one',
      progress: { step: 1, of: 12 },
    },
  },
]

const MANY: Reply[] = [
  {
    message: 'matters',
    text: 'What matters to you most right now? Choose up to 3, or write your own.',
    ask: {
      choices: [
        choice('friends', 'Friends and belonging', '🤝'),
        choice('family', 'Family and home', '🏠'),
        choice('feelings', 'Feelings and stress', '🌧️'),
        choice('fun', 'Fun, creativity and hobbies', '🎨'),
        choice('outdoors', 'Being outdoors', '🌳'),
        skip,
      ],
      select: 'many',
      max: 3,
      placeholder: 'Or in your own words',
      progress: { step: 3, of: 12 },
    },
  },
]

const SCALE: Reply[] = [
  {
    message: 'sure',
    text: 'How sure are you that you can take a small step?',
    ask: {
      choices: [skip],
      select: 'one',
      scale: { min: 0, max: 10, low: 'not at all', high: 'completely' },
      progress: { step: 6, of: 12 },
    },
  },
]

const at = (id: string, label: string, day: string, time: string): Choice => ({
  ...choice(id, label),
  time: { day, at: time, note: 'Rafi' },
})

const TIMES: Reply[] = [
  {
    message: 'times',
    text: 'The first free time is tomorrow. Which time?',
    ask: {
      choices: [
        at('slot-1', 'Tue 24 Nov, 12:40pm, Rafi', 'Tuesday 24 November', '12:40pm'),
        at('slot-2', 'Tue 24 Nov, 3:10pm, Rafi', 'Tuesday 24 November', '3:10pm'),
        at('slot-3', 'Thu 26 Nov, 8:50am, Rafi', 'Thursday 26 November', '8:50am'),
        choice('more', 'More times'),
        choice('not-now', 'Not now'),
      ],
      select: 'one',
      back: 'Go back',
      progress: { step: 11, of: 12 },
    },
  },
]

/** A conversation with one of everything: a word of the young person decides what comes. */
export function script(incoming: Incoming | undefined): readonly Reply[] {
  if (incoming === undefined) return FIRST
  if (incoming.type !== 'message') return []
  const text = incoming.text ?? ''
  if (incoming.tap?.chose.includes('short')) return MANY
  if (/scale/.test(text)) return SCALE
  if (/times/.test(text)) return TIMES
  if (/idea/.test(text)) {
    return [{ message: 'ideas', text: 'Here is one idea, picked from what you said.', cards: [IDEA] }]
  }
  if (/summary/.test(text)) {
    return [{ message: 'summary', text: 'This is your summary, in your words.', cards: [SUMMARY] }]
  }
  if (/somebody/.test(text)) return [PERSON]
  if (/acorn/.test(text)) return [{ message: 'code', text: 'That looks like a code.', mark: 'code' }]
  if (/book/.test(text)) return [{ message: 'booked', text: 'Booked.', cards: [APPOINTMENT] }]
  if (/danger/.test(text)) {
    return [
      { message: 'act-now', text: 'Thank you for telling me.', cards: [URGENT, OTHERS], urgent: true },
      {
        message: 'adult',
        text: 'Is there an adult near you that you can tell right now?',
        ask: { choices: [choice('yes', 'Yes'), choice('no', 'No')], select: 'one' },
      },
    ]
  }
  if (/markup/.test(text)) {
    return [
      { message: 'markup', text: '<img src=x onerror="document.title=1"> **not bold** [x](javascript:1)' },
    ]
  }
  return [{ message: 'heard', text: `You said: ${text}` }]
}
