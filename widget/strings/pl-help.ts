// Draft until a native speaker has checked it.
import type { HelpContact, Nation } from './en-help.ts'

/** Said before an urgent heading to those who do not see that it is red. */
export const urgent = 'Pilne: '

export const emergency: HelpContact = {
  name: '999',
  about: 'Policja, karetka, straż pożarna. Za darmo z każdego telefonu.',
  actions: [{ label: 'Zadzwoń: 999', href: 'tel:999' }],
}

/** Where to turn soon: 111 has a mental health option in three nations; Northern Ireland has Lifeline instead. */
const soon: Record<Nation, HelpContact> = {
  england: {
    name: '111',
    about: 'Wybierz opcję 2, zdrowie psychiczne (mental health). Każdy wiek, dzień i noc.',
    actions: [{ label: 'Zadzwoń: 111', href: 'tel:111' }],
  },
  wales: {
    name: '111',
    about: 'Naciśnij 2: zdrowie psychiczne (mental health). Każdy wiek, dzień i noc.',
    actions: [{ label: 'Zadzwoń: 111', href: 'tel:111' }],
  },
  scotland: {
    name: '111',
    about: 'NHS 24: poproś o „mental health hub” (zdrowie psychiczne). Każdy wiek, dzień i noc.',
    actions: [{ label: 'Zadzwoń: 111', href: 'tel:111' }],
  },
  'northern-ireland': {
    name: 'Lifeline',
    about: '0808 808 8000. Każdy wiek, dzień i noc.',
    actions: [{ label: 'Zadzwoń: Lifeline', href: 'tel:08088088000' }],
  },
}

/** The server puts the school's own word for Shout in the place of `{{SHOUT}}`. */
const listeners: readonly HelpContact[] = [
  {
    name: 'Childline',
    about: '0800 1111. Poniżej 19 lat. Za darmo, nie widać na rachunku za telefon.',
    actions: [{ label: 'Zadzwoń: Childline', href: 'tel:08001111' }],
  },
  {
    name: 'Shout',
    about: 'Wyślij SMS {{SHOUT}} na 85258. Każdy wiek, dzień i noc.',
    actions: [{ label: 'Wyślij SMS: {{SHOUT}}', href: 'sms:85258?&body={{SHOUT}}' }],
  },
  {
    name: 'Samaritans',
    about: '116 123. Każdy wiek, dzień i noc.',
    actions: [{ label: 'Zadzwoń: Samaritans', href: 'tel:116123' }],
  },
]

/**
 * The crisis card that is in the page itself, so that it is there when everything else is not. Wording: NHS care-card form. The
 * contacts are the fixed ones of content/crisis.yaml, where their sources and dates stand.
 */
export const helpWords = {
  open: 'Potrzebujesz pomocy teraz?',
  urgent,
  heading: 'Zadzwoń teraz pod 999, jeśli:',
  reasons: [
    'masz poważne obrażenia, jesteś po zażyciu czegoś albo możesz teraz zrobić poważną krzywdę sobie lub komuś innemu',
    'ktoś cię teraz krzywdzi',
  ],
  tell: 'Powiedz komuś dorosłemu w pobliżu.',
  emergency,
  soonHeading: {
    england: 'Zadzwoń pod 111 i wybierz opcję zdrowia psychicznego (mental health), jeśli:',
    wales: 'Zadzwoń pod 111 i wybierz opcję zdrowia psychicznego (mental health), jeśli:',
    scotland: 'Zadzwoń pod 111 i poproś o „mental health hub”, jeśli:',
    'northern-ireland': 'Zadzwoń do Lifeline, jeśli:',
  } satisfies Record<Nation, string>,
  soonReason: 'potrzebujesz pomocy niedługo i to nie jest nagły wypadek',
  soon,
  listenHeading: 'Z kim porozmawiać',
  listeners,
} as const
