import type { School } from '../../../domain/school/school.ts'
import { accentPairs } from '../../site-pages/accent.ts'
import type { AccentPair } from '../../site-pages/accent.ts'
import { input, select } from '../form-pieces.ts'
import type { Say } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { builderBlocks, code, withoutScripts } from './site-blocks.ts'
import { fileLines, scriptTag, sideRule, SIDES, standingOf } from './tag.ts'
import type { Choice, Standing } from './tag.ts'

export interface SiteView {
  readonly school: School
  readonly publicUrl: string
  readonly choice: Choice
  /** The address of the script that draws anew while somebody chooses. */
  readonly script: string
}

/**
 * Makes the script tag of a school, with a preview. It reads the school's file and changes nothing: what has to be in that file is shown
 * as lines to add. Without scripts "Show" does what the script does by itself.
 */
export function sitePage(say: Say, view: SiteView): Page {
  const { choice, script } = view
  const title = say('inbox.site.title')
  const body = html`<h1 class="nhsuk-heading-l">${title}</h1>
    <p class="inbox-lead">${say('inbox.site.about', { school: view.school.name })}</p>
    <form class="inbox-search" id="look" method="get" action="/inbox/school">
      <div class="inbox-search__filters">
        <div class="nhsuk-form-group">
          <label class="nhsuk-label" for="accent">${say('inbox.site.accent')}</label>
          <input class="inbox-colour" id="accent" name="accent" type="color" value="${choice.accent}" />
        </div>
        ${select({
          ...{ id: 'side', label: say('inbox.site.side'), value: choice.side },
          options: SIDES.map((side) => [side, say(`inbox.site.side.${side}`)] as const),
        })}
      </div>
      ${input(say, {
        ...{ id: 'address', label: say('inbox.site.address'), hint: say('inbox.site.address.hint') },
        ...{ value: choice.address, autocomplete: 'off' },
      })}
      <button class="nhsuk-button nhsuk-button--secondary" type="submit">${say('inbox.site.show')}</button>
      <p class="nhsuk-u-visually-hidden" id="said" role="status" data-drawn="${say('inbox.site.drawn')}"></p>
    </form>
    <div id="made">${made(say, view)}</div>
    ${withoutScripts(say, view)}
    <h2 class="nhsuk-heading-m">${say('inbox.site.pack')}</h2>
    <p>${say('inbox.site.poster.about')}</p>
    <p><a class="nhsuk-link" href="/inbox/school/poster">${say('inbox.site.poster')}</a></p>
    <p>${say('inbox.site.pack.about')}</p>`
  return { title, body, back: true, script, frames: true }
}

function made(say: Say, view: SiteView): Html {
  const { school, publicUrl, choice } = view
  const standing = standingOf(school, choice.address, publicUrl.startsWith('http:'))
  const tag = scriptTag({ publicUrl, school, choice, help: say('inbox.site.noscript') })
  const rule = sideRule(choice.side)
  const preview = new URLSearchParams({ accent: choice.accent, side: choice.side })
  return html`<h2 class="nhsuk-heading-m">${say('inbox.site.preview')}</h2>
    <p>${say('inbox.site.preview.about')}</p>
    <iframe
      class="inbox-preview-frame"
      title="${say('inbox.site.preview')}"
      src="/inbox/school/preview?${String(preview)}"
    ></iframe>
    ${colours(say, choice.accent)}
    <h2 class="nhsuk-heading-m" id="tag-name">${say('inbox.site.tag')}</h2>
    <p>${say('inbox.site.tag.about')}</p>
    ${code('tag', tag)}
    ${
      rule !== undefined &&
      html`<p>${say('inbox.site.rule.about')}</p>
        ${code('rule', rule)}`
    }
    ${where(say, view, standing)} ${builderBlocks(say, view)}`
}

function colours(say: Say, accent: string): Html {
  const rows = accentPairs(accent)
  return html`<h2 class="nhsuk-heading-m" id="colours">${say('inbox.site.colours')}</h2>
    <p>${say('inbox.site.colours.about')}</p>
    <ul class="inbox-swatches" aria-labelledby="colours">
      ${rows.map((pair) => html`<li>${swatch(pair)}<span>${pairText(say, pair)}</span></li>`)}
    </ul>`
}

function pairText(say: Say, { where, ink, ground, ratio, changed }: AccentPair): Html {
  const values = { ink, ground, ratio: ratio.toFixed(1) }
  return html`${say(`inbox.site.pair.${where}`)}: ${say('inbox.site.pair', values)}
  ${changed && html`<strong>${say('inbox.site.pair.changed')}</strong>`}`
}

/** Drawn by attributes of SVG: the page's policy lets no inline style in. */
function swatch({ ink, ground }: AccentPair): Html {
  return html`<svg viewBox="0 0 64 40" aria-hidden="true">
    <rect width="64" height="40" rx="6" fill="${ground}" />
    <text x="32" y="27" fill="${ink}" text-anchor="middle">Aa</text>
  </svg>`
}

function where(say: Say, { school, choice }: SiteView, standing: Standing | undefined): Html {
  const lines = fileLines(school, choice, standing)
  return html`<h2 class="nhsuk-heading-m">${say('inbox.site.where')}</h2>
    ${standing && html`<p class="inbox-safety inbox-safety--none">${standingText(say, standing)}</p>`}
    <p>${say('inbox.site.where.now', { count: school.origins.length })}</p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${school.origins.map((origin) => html`<li>${origin}</li>`)}
    </ul>
    <p>${say(lines === '' ? 'inbox.site.file.none' : 'inbox.site.file.about')}</p>
    ${lines !== '' && code('file', lines)}`
}

function standingText(say: Say, standing: Standing): string {
  return 'origin' in standing
    ? say(`inbox.site.is.${standing.is}`, { origin: standing.origin })
    : say(`inbox.site.is.${standing.is}`)
}
