/** Urdu. Draft until a native speaker has checked it. The crisis card: the same contacts and numbers as en-help.ts. Numbers and names
 * in Roman letters stand between U+2066 and U+2069, so that their groups keep their order in a line that runs from right to left. */

import type { HelpContact, Nation } from './en-help.ts'

/** Said before an urgent heading to those who do not see that it is red. */
export const urgent = 'فوری: '

export const emergency: HelpContact = {
  name: '999',
  about: 'پولیس، ایمبولینس، فائر بریگیڈ۔ کسی بھی فون سے فری۔',
  actions: [{ label: '\u2066999\u2069 پر کال کریں', href: 'tel:999' }],
}

/** Where to turn soon: 111 has a mental health option in three nations; Northern Ireland has Lifeline instead. */
const soon: Record<Nation, HelpContact> = {
  england: {
    name: '111',
    about: 'آپشن \u20662\u2069 چنیں، دماغی صحت (\u2066mental health\u2069)۔ ہر عمر، دن ہو یا رات۔',
    actions: [{ label: '\u2066111\u2069 پر کال کریں', href: 'tel:111' }],
  },
  wales: {
    name: '111',
    about: 'دماغی صحت (\u2066mental health\u2069) کے لیے \u20662\u2069 دبائیں۔ ہر عمر، دن ہو یا رات۔',
    actions: [{ label: '\u2066111\u2069 پر کال کریں', href: 'tel:111' }],
  },
  scotland: {
    name: '111',
    about:
      '\u2066NHS 24\u2069: دماغی صحت کے شعبے (\u2066mental health hub\u2069) کا کہیں۔ ہر عمر، دن ہو یا رات۔',
    actions: [{ label: '\u2066111\u2069 پر کال کریں', href: 'tel:111' }],
  },
  'northern-ireland': {
    name: 'Lifeline',
    about: '\u20660808 808 8000\u2069۔ ہر عمر، دن ہو یا رات۔',
    actions: [{ label: '\u2066Lifeline\u2069 کو کال کریں', href: 'tel:08088088000' }],
  },
}

/** The server puts the school's own word for Shout in the place of `{{SHOUT}}`. */
const listeners: readonly HelpContact[] = [
  {
    name: 'Childline',
    about: '\u20660800 1111\u2069۔ \u206619\u2069 سے کم عمر۔ فری، اور فون کے بل پر نہیں آتا۔',
    actions: [{ label: '\u2066Childline\u2069 کو کال کریں', href: 'tel:08001111' }],
  },
  {
    name: 'Shout',
    about: '\u2066{{SHOUT}}\u2069 لکھ کر \u206685258\u2069 پر ٹیکسٹ کریں۔ ہر عمر، دن ہو یا رات۔',
    actions: [{ label: '\u2066{{SHOUT}}\u2069 ٹیکسٹ کریں', href: 'sms:85258?&body={{SHOUT}}' }],
  },
  {
    name: 'Samaritans',
    about: '\u2066116 123\u2069۔ ہر عمر، دن ہو یا رات۔',
    actions: [{ label: '\u2066Samaritans\u2069 کو کال کریں', href: 'tel:116123' }],
  },
]

/**
 * The crisis card that is in the page itself, so that it is there when everything else is not. Wording: NHS care-card form. The
 * contacts are the fixed ones of content/crisis.yaml, where their sources and dates stand.
 */
export const helpWords = {
  open: 'ابھی مدد چاہیے؟',
  urgent,
  heading: 'ابھی \u2066999\u2069 پر کال کریں اگر:',
  reasons: [
    'آپ کو بہت چوٹ لگی ہے، آپ نے نقصان والی چیز کھا یا پی لی ہے، یا ڈر ہے کہ آپ ابھی خود کو یا کسی اور کو سخت نقصان پہنچا دیں',
    'کوئی اس وقت آپ کو تکلیف پہنچا رہا ہے',
  ],
  tell: 'اپنے پاس کسی بڑے کو بتائیں۔',
  emergency,
  soonHeading: {
    england: '\u2066111\u2069 پر کال کر کے دماغی صحت (\u2066mental health\u2069) والا آپشن چنیں اگر:',
    wales: '\u2066111\u2069 پر کال کر کے دماغی صحت (\u2066mental health\u2069) والا آپشن چنیں اگر:',
    scotland: '\u2066111\u2069 پر کال کر کے دماغی صحت کے شعبے (\u2066mental health hub\u2069) کا کہیں اگر:',
    'northern-ireland': '\u2066Lifeline\u2069 کو کال کریں اگر:',
  } satisfies Record<Nation, string>,
  soonReason: 'آپ کو جلد مدد چاہیے، پر ایمرجنسی نہیں ہے',
  soon,
  listenHeading: 'کوئی جس سے بات ہو سکے',
  listeners,
} as const
