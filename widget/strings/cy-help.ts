// Draft: a native Welsh speaker must check this file before young people read it.
import type { HelpContact, Nation } from './en-help.ts'

/** Said before an urgent heading to those who do not see that it is red. */
export const urgent = 'Brys: '

export const emergency: HelpContact = {
  name: '999',
  about: 'Heddlu, ambiwlans, tân. Am ddim o unrhyw ffôn.',
  actions: [{ label: 'Ffonio 999', href: 'tel:999' }],
}

/** Where to turn soon: 111 has a mental health option in three nations; Northern Ireland has Lifeline instead. */
const soon: Record<Nation, HelpContact> = {
  england: {
    name: '111',
    about: 'Dewisa opsiwn 2, iechyd meddwl. Unrhyw oed, ddydd neu nos.',
    actions: [{ label: 'Ffonio 111', href: 'tel:111' }],
  },
  wales: {
    name: '111',
    about: 'Pwysa 2 am iechyd meddwl. Unrhyw oed, ddydd neu nos.',
    actions: [{ label: 'Ffonio 111', href: 'tel:111' }],
  },
  scotland: {
    name: '111',
    about: 'NHS 24: gofynna am y mental health hub. Unrhyw oed, ddydd neu nos.',
    actions: [{ label: 'Ffonio 111', href: 'tel:111' }],
  },
  'northern-ireland': {
    name: 'Lifeline',
    about: '0808 808 8000. Unrhyw oed, ddydd neu nos.',
    actions: [{ label: 'Ffonio Lifeline', href: 'tel:08088088000' }],
  },
}

/** The server puts the school's own word for Shout in the place of `{{SHOUT}}`. */
const listeners: readonly HelpContact[] = [
  {
    name: 'Childline',
    about: '0800 1111. Dan 19. Am ddim, a ddim ar y bil ffôn.',
    actions: [{ label: 'Ffonio Childline', href: 'tel:08001111' }],
  },
  {
    name: 'Shout',
    about: 'Tecstia {{SHOUT}} i 85258. Unrhyw oed, ddydd neu nos.',
    actions: [{ label: 'Tecstio {{SHOUT}}', href: 'sms:85258?&body={{SHOUT}}' }],
  },
  {
    name: 'Samaritans',
    about: '116 123. Unrhyw oed, ddydd neu nos.',
    actions: [{ label: 'Ffonio Samaritans', href: 'tel:116123' }],
  },
]

/** The crisis card in the page itself, as in en-help.ts: the same contacts in the same order, in Welsh. */
export const helpWords = {
  open: 'Angen help nawr?',
  urgent,
  heading: 'Ffonia 999 nawr os:',
  reasons: [
    'wyt ti wedi brifo’n ddrwg, wedi cymryd rhywbeth, neu mewn perygl o wneud niwed difrifol i ti dy hun neu i rywun arall nawr',
    'oes rhywun yn dy frifo di nawr',
  ],
  tell: 'Dwed wrth oedolyn sy’n agos atat ti.',
  emergency,
  soonHeading: {
    england: 'Ffonia 111 a dewis iechyd meddwl os:',
    wales: 'Ffonia 111 a dewis iechyd meddwl os:',
    scotland: 'Ffonia 111 a gofyn am y mental health hub os:',
    'northern-ireland': 'Ffonia Lifeline os:',
  } satisfies Record<Nation, string>,
  soonReason: 'oes angen help arnat ti’n fuan, ond dyw e ddim yn argyfwng',
  soon,
  listenHeading: 'Rhywun i siarad â nhw',
  listeners,
} as const
