export type Nation = 'england' | 'wales' | 'scotland' | 'northern-ireland'

export interface HelpContact {
  readonly name: string
  readonly about: string
  readonly actions: readonly { readonly label: string; readonly href: string }[]
}

/** Said before an urgent heading to those who do not see that it is red. */
export const urgent = 'Urgent: '

export const emergency: HelpContact = {
  name: '999',
  about: 'Police, ambulance, fire. Free from any phone.',
  actions: [{ label: 'Call 999', href: 'tel:999' }],
}

/** Where to turn soon: 111 has a mental health option in three nations; Northern Ireland has Lifeline instead. */
const soon: Record<Nation, HelpContact> = {
  england: {
    name: '111',
    about: 'Choose option 2, mental health. Any age, day or night.',
    actions: [{ label: 'Call 111', href: 'tel:111' }],
  },
  wales: {
    name: '111',
    about: 'Press 2 for mental health. Any age, day or night.',
    actions: [{ label: 'Call 111', href: 'tel:111' }],
  },
  scotland: {
    name: '111',
    about: 'NHS 24: ask for the mental health hub. Any age, day or night.',
    actions: [{ label: 'Call 111', href: 'tel:111' }],
  },
  'northern-ireland': {
    name: 'Lifeline',
    about: '0808 808 8000. Any age, day or night.',
    actions: [{ label: 'Call Lifeline', href: 'tel:08088088000' }],
  },
}

/** The server puts the school's own word for Shout in the place of `{{SHOUT}}`. */
const listeners: readonly HelpContact[] = [
  {
    name: 'Childline',
    about: '0800 1111. Under 19. Free, and not on the phone bill.',
    actions: [{ label: 'Call Childline', href: 'tel:08001111' }],
  },
  {
    name: 'Shout',
    about: 'Text {{SHOUT}} to 85258. Any age, day or night.',
    actions: [{ label: 'Text {{SHOUT}}', href: 'sms:85258?&body={{SHOUT}}' }],
  },
  {
    name: 'Samaritans',
    about: '116 123. Any age, day or night.',
    actions: [{ label: 'Call Samaritans', href: 'tel:116123' }],
  },
]

/**
 * The crisis card that is in the page itself, so that it is there when everything else is not. Wording: NHS care-card form. The
 * contacts are the fixed ones of content/crisis.yaml, where their sources and dates stand; a test holds the two together.
 */
export const helpWords = {
  open: 'Need help now?',
  urgent,
  heading: 'Call 999 now if:',
  reasons: [
    'you are badly hurt, have taken something, or might seriously hurt yourself or someone else right now',
    'someone is hurting you now',
  ],
  tell: 'Tell an adult near you.',
  emergency,
  soonHeading: {
    england: 'Call 111 and choose the mental health option if:',
    wales: 'Call 111 and choose the mental health option if:',
    scotland: 'Call 111 and ask for the mental health hub if:',
    'northern-ireland': 'Call Lifeline if:',
  } satisfies Record<Nation, string>,
  soonReason: 'you need help soon and it’s not an emergency',
  soon,
  listenHeading: 'Someone to talk to',
  listeners,
} as const
