import type { IdeaCard } from '../../client/wire.ts'
import { phoneHref } from '../links.ts'
import { Lines, OutLink } from '../view/cards.tsx'
import type { CardProps } from '../view/cards.tsx'
import { spoken } from './spoken.ts'

/** Something to go to or to use. What could rule it out comes first and is never folded away. */
export function Idea({ card }: Pick<CardProps<IdeaCard>, 'card'>) {
  const { phone, email, url } = card.contact
  const { idea: words } = spoken()
  return (
    <section class="card idea">
      <h2 dir="auto">{card.name}</h2>
      {card.organisation && (
        <p class="soft" dir="auto">
          {card.organisation}
        </p>
      )}
      <Part kind="check" heading={words.checkFirst} lines={card.restrictions} />
      {card.summary && <p dir="auto">{card.summary}</p>}
      <Lines lines={card.facts} kind="facts" />
      <Part kind="section" heading={words.why} lines={card.why} />
      <Part kind="section" heading={words.unknown} lines={card.unknown} />
      <p class="actions">
        {phone && <OutLink label={`${words.call} ${phone}`} href={phoneHref(phone) ?? ''} />}
        {email && <OutLink label={words.email} href={`mailto:${email}`} />}
        {url && <OutLink label={words.web} href={url} />}
      </p>
      <p class="source">{[card.checked, card.attribution].filter(Boolean).join(' · ')}</p>
    </section>
  )
}

function Part({
  kind,
  heading,
  lines,
}: {
  readonly kind: string
  readonly heading: string
  readonly lines: readonly string[]
}) {
  return lines.length === 0 ? null : (
    <div class={kind}>
      <h3>{heading}</h3>
      <Lines lines={lines} kind="plain" />
    </div>
  )
}
