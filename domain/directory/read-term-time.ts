import { sentences } from './plain-text.ts'

const TERM =
  /\bterm[- ]?times?\b|\b(?:during|in|throughout) (?:the )?school terms?\b|\bschool terms? only\b|\b(?:closed|not open|no (?:sessions?|club|meetings?|classes|groups?)|does not run|doesn't run|do not (?:run|meet)|don't (?:run|meet)|not (?:running|on)|except|excluding|apart from)\b[^.]{0,20}\b(?:school |half[- ]term |summer |the )*(?:school )?holidays\b/i
/** "In term time and in the holidays" is all year. */
const AND_HOLIDAYS =
  /\b(?:and|as well as|plus|or|&)\b[^.]{0,20}\b(?:school )?holidays\b|\ball year\b|\byear[- ]round\b|\boutside (?:of )?(?:the )?(?:school )?term/i
const NOT_IN_HOLIDAYS = /\b(?:not|no|except|excluding|closed)\b[^.]{0,25}\bholidays\b/i

/** Whether a text says that it is on only while schools are open. */
export const readTermTime = (text: string): boolean =>
  sentences(text.replace(/’/g, "'")).some(
    (s) => TERM.test(s) && (!AND_HOLIDAYS.test(s) || NOT_IN_HOLIDAYS.test(s)),
  )
