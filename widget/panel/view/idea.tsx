import type { IdeaCard } from '../../client/wire.ts'
import { panelWords } from '../../strings/en.ts'
import { phoneHref } from '../links.ts'
import { Lines, OutLink } from './cards.tsx'
import type { CardProps } from './cards.tsx'
import { Tap } from './choices.tsx'

const words = panelWords.idea

/** Something to go to or to use. What could rule it out comes first and is never folded away. */
export function Idea({ card, message, actions, live }: CardProps<IdeaCard>) {
  const { phone, email, url } = card.contact
  return (
    <section class="card idea">
      <h2 dir="auto">{card.name}</h2>
      {card.organisation && (
        <p class="soft" dir="auto">
          {card.organisation}
        </p>
      )}
      {card.restrictions.length > 0 && (
        <div class="check">
          <h3>{words.checkFirst}</h3>
          <Lines lines={card.restrictions} kind="plain" />
        </div>
      )}
      {card.summary && <p dir="auto">{card.summary}</p>}
      {card.facts.length > 0 && <Lines lines={card.facts} kind="facts" />}
      {card.why.length > 0 && (
        <div class="section">
          <h3>{words.why}</h3>
          <Lines lines={card.why} kind="plain" />
        </div>
      )}
      {card.unknown.length > 0 && (
        <div class="section">
          <h3>{words.unknown}</h3>
          <Lines lines={card.unknown} kind="plain" />
        </div>
      )}
      <p class="actions">
        {phone && <OutLink label={`${words.call} ${phone}`} href={phoneHref(phone) ?? ''} />}
        {email && <OutLink label={words.email} href={`mailto:${email}`} />}
        {url && <OutLink label={words.web} href={url} />}
      </p>
      {live && card.actions.length > 0 && (
        <p class="actions answer">
          {card.actions.map((action) => (
            <Tap
              key={action.id}
              choice={action}
              about={card.name}
              tapped={() => actions.choose(message, [action])}
            />
          ))}
        </p>
      )}
      <p class="source">
        {card.checked}
        {card.checked && card.attribution && ' · '}
        {card.attribution}
      </p>
    </section>
  )
}
