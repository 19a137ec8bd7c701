import type { Decision } from '../../../domain/directory/decisions.ts'
import { decisionOn } from '../../../domain/directory/decisions.ts'
import { detailsOf } from '../../../domain/directory/details.ts'
import type { Due } from '../../../domain/directory/shelve.ts'
import { miles } from '../../../domain/directory/distance.ts'
import type { Found } from '../../../domain/matching/browse.ts'
import { WEEKDAYS } from '../../../domain/time/london.ts'
import type { Facts } from '../facts.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { fromDescription, valuesOf } from './entry-words.ts'
import { field, input, notice, select, statusTags } from './pieces.ts'
import type { Asked } from './search.ts'
import { COSTS, PAGE_SIZE, STATES, WITHIN_MILES } from './search.ts'

export interface SearchView {
  readonly asked: Asked
  readonly found: readonly Found[]
  /** A place that was typed and is not known. */
  readonly unknownPlace: boolean
  readonly sources: readonly { readonly id: string; readonly name: string }[]
  readonly decisions: readonly Decision[]
  readonly due: readonly Due[]
  readonly today: string
}

/** The directory that young people get suggestions from, to be looked through. */
export function searchPage(facts: Facts, view: SearchView): Page {
  const { asked, found } = view
  const from = (asked.page - 1) * PAGE_SIZE
  const shown = found.slice(from, from + PAGE_SIZE)
  return {
    title: facts.say('inbox.dir.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l">${facts.say('inbox.dir.title')}</h1>
      <p class="inbox-lead">${facts.say('inbox.dir.lead')}</p>
      ${view.due.length > 0 && notice(html`<a class="nhsuk-link" href="/inbox/directory/decisions">${facts.say('inbox.dir.due.count', { count: view.due.length })}</a>`)}
      <p>
        <a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" href="/inbox/directory/add"
          >${facts.say('inbox.dir.add')}</a
        >
        <a class="nhsuk-link inbox-beside" href="/inbox/directory/decisions"
          >${facts.say('inbox.dir.decisions')}</a
        >
      </p>
      ${form(facts, view)}
      <h2 class="nhsuk-heading-m" id="found">${facts.say('inbox.dir.found', { count: found.length })}</h2>
      ${found.length === 0 && html`<p class="inbox-empty">${facts.say('inbox.dir.found.none')}</p>`}
      ${
        shown.length > 0 &&
        html`<ol class="inbox-entries" start="${from + 1}">
          ${shown.map((one) => row(facts, view, one))}
        </ol>`
      }
      ${pages(facts, asked, found.length)}`,
  }
}

function form(facts: Facts, { asked, sources, unknownPlace }: SearchView): Html {
  const any = { value: '', label: facts.say('inbox.dir.any') }
  const options = (name: string, values: readonly string[]) => [
    any,
    ...values.map((value) => ({ value, label: facts.say(`inbox.dir.${name}.${value}`) })),
  ]
  return html`<form
    class="inbox-search"
    method="get"
    action="/inbox/directory"
    role="search"
    aria-label="${facts.say('inbox.dir.search.label')}"
  >
    ${field({ id: 'q', label: facts.say('inbox.dir.q'), hint: facts.say('inbox.dir.q.hint') }, (more) => input('q', asked.q, more, 200))}
    <div class="inbox-search__filters">
      ${field({ id: 'age', label: facts.say('inbox.dir.age') }, (more) => input('age', asked.age === undefined ? '' : String(asked.age), html`${more} inputmode="numeric"`, 3))}
      ${field({ id: 'near', label: facts.say('inbox.dir.near'), error: unknownPlace ? facts.say('inbox.dir.near.unknown') : undefined }, (more) => input('near', asked.near, more, 60))}
      ${field({ id: 'within', label: facts.say('inbox.dir.within') }, () => select('within', asked.within === undefined ? '' : String(asked.within), [any, ...WITHIN_MILES.map((n) => ({ value: String(n), label: facts.say('inbox.dir.within.miles', { miles: n }) }))]))}
      ${field({ id: 'cost', label: facts.say('inbox.dir.field.cost') }, () => select('cost', asked.cost ?? '', options('search.cost', COSTS)))}
      ${field({ id: 'day', label: facts.say('inbox.dir.day') }, () => select('day', asked.day ?? '', options('day', WEEKDAYS)))}
      ${field({ id: 'source', label: facts.say('inbox.dir.source') }, () => select('source', asked.source ?? '', [any, ...sources.map(({ id, name }) => ({ value: id, label: name }))]))}
      ${field({ id: 'state', label: facts.say('inbox.dir.state') }, () => select('state', asked.state ?? '', options('state', STATES)))}
    </div>
    <button class="nhsuk-button" type="submit">${facts.say('inbox.dir.search')}</button>
    <a class="nhsuk-link inbox-beside" href="/inbox/directory">${facts.say('inbox.dir.clear')}</a>
  </form>`
}

function row(facts: Facts, view: SearchView, { opportunity: o, km }: Found): Html {
  const details = detailsOf(o)
  const read = fromDescription(o)
  const unknown = facts.say('inbox.dir.unknown')
  const line = (name: 'ages' | 'cost' | 'times') => {
    const values = valuesOf(facts, name, details)
    const times =
      name === 'times' && values.length === 0 && o.timesText !== undefined ? [o.timesText] : values
    const said = times.length > 0 ? times.slice(0, 3).join('; ') : unknown
    return read.has(name) ? facts.say('inbox.dir.from-text', { text: said }) : said
  }
  const { asked } = view
  const distance =
    km === undefined
      ? asked.near !== '' && facts.say('inbox.dir.distance.unknown')
      : facts.say('inbox.dir.distance', { miles: miles(km) })
  return html`<li class="inbox-entry">
    <h3>
      <a class="nhsuk-link" href="/inbox/directory/entry?id=${encodeURIComponent(o.id)}"
        ><bdi>${o.name}</bdi></a
      >
    </h3>
    <p class="inbox-note">
      ${statusTags(facts, o, view.decisions, view.today)}
      <bdi
        >${[o.organisation, view.sources.find(({ id }) => id === o.source)?.name].filter(Boolean).join(', ')}</bdi
      >
    </p>
    ${o.alert !== undefined && html`<p class="inbox-entry__alert"><strong>${facts.say('inbox.dir.field.alert')}:</strong> <bdi>${o.alert}</bdi></p>`}
    <p class="inbox-entry__facts">
      <span>${facts.say('inbox.dir.field.ages')}: ${line('ages')}</span>
      ${[o.genderGroup && facts.say(`inbox.dir.only.${o.genderGroup.only}`), ...o.audience].map((who) => who && html`<span><bdi>${who}</bdi></span>`)}
      <span>${facts.say('inbox.dir.field.cost')}: ${line('cost')}</span>
      <span>${facts.say('inbox.dir.field.times')}: ${line('times')}</span>
      ${distance && html`<span>${distance}</span>`}
    </p>
    ${decisionOn(view.decisions, 'hide', o.id) && html`<p class="inbox-note">${facts.say('inbox.dir.hidden.why', { reason: decisionOn(view.decisions, 'hide', o.id)?.reason ?? '' })}</p>`}
  </li>`
}

function pages(facts: Facts, asked: Asked, count: number): Html | '' {
  const last = Math.max(1, Math.ceil(count / PAGE_SIZE))
  if (last === 1) return ''
  const link = (page: number, id: string) =>
    html`<a class="nhsuk-link inbox-beside" href="${asked.address(page)}">${facts.say(id)}</a>`
  return html`<nav aria-label="${facts.say('inbox.dir.pages')}">
    <p>
      ${facts.say('inbox.dir.page', { page: asked.page, last })}
      ${asked.page > 1 && link(asked.page - 1, 'inbox.dir.page.back')}
      ${asked.page < last && link(asked.page + 1, 'inbox.dir.page.on')}
    </p>
  </nav>`
}
