import type { Texts } from '../../content/load-texts.ts'
import type { Concern } from '../../domain/conversation/concern.ts'

/** What a concern is and whose: "Self-harm (perhaps: Suicide), about themselves". */
export function concernHeading(texts: Texts, { kind, orKind, about }: Concern): string {
  const named = { kind: texts.text(`inbox.kind.${kind}`), about: texts.text(`inbox.about.${about}`) }
  return orKind === undefined
    ? texts.text('inbox.concern.heading', named)
    : texts.text('inbox.concern.heading.or', { ...named, or: texts.text(`inbox.kind.${orKind}`) })
}
