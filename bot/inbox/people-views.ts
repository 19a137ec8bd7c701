import { Role } from '../../domain/school/role.ts'
import type { School } from '../../domain/school/school.ts'
import type { Account } from '../records/accounts.ts'
import { checkboxes, errorSummary, input, ownFormOf, select } from './form-pieces.ts'
import type { FieldError, Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Page } from './layout.ts'
import type { PersonProblem } from './people.ts'
import { may } from './permissions.ts'
import type { Session } from './sessions.ts'
import type { Staff } from './staff.ts'
import type { Times } from './times.ts'

export interface InviteForm {
  readonly email: string
  readonly name: string
  readonly school: string
  readonly roles: readonly string[]
}

const STATUS = { invited: 'yellow', active: 'green', suspended: 'red' } as const

/** The people of a manager's schools, and the form that asks another one in. */
export function peopleView(
  say: Say,
  times: Times,
  session: Session,
  of: {
    readonly people: readonly Account[]
    readonly managed: readonly Staff[]
    readonly form: InviteForm
    readonly errors: readonly FieldError[]
  },
): Page {
  const title = say('inbox.people.title')
  const column = (name: string) => say(`inbox.people.column.${name}`)
  return {
    title,
    back: true,
    body: html`${errorSummary(say, of.errors)}
      <h1 class="nhsuk-heading-l" id="people">${title}</h1>
      <table class="nhsuk-table inbox-table" role="table" aria-labelledby="people">
        <thead role="rowgroup">
          <tr role="row">
            ${['name', 'email', 'roles', 'status', 'seen'].map(
              (name) => html`<th scope="col" role="columnheader">${column(name)}</th>`,
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${of.people.map(
            (account) =>
              html`<tr role="row">
                <th scope="row" role="rowheader">
                  <a class="nhsuk-link" href="/inbox/people/${account.id}">${account.name}</a>
                </th>
                <td role="cell" data-label="${column('email')}">${account.email}</td>
                <td role="cell" data-label="${column('roles')}">${placesText(say, account, of.managed)}</td>
                <td role="cell" data-label="${column('status')}">${status(say, account)}</td>
                <td role="cell" data-label="${column('seen')}">
                  ${account.lastSignIn === undefined ? say('inbox.people.never') : times.at(account.lastSignIn, true)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${of.people.length === 0 && html`<p class="inbox-empty">${say('inbox.people.none')}</p>`}
      <h2 class="nhsuk-heading-m">${say('inbox.people.invite')}</h2>
      <p>${say('inbox.people.invite.about')}</p>
      <form method="post" action="/inbox/people" novalidate>
        ${ownFormOf(session)}
        ${input(say, {
          ...{ id: 'name', label: say('inbox.people.name'), autocomplete: 'off' },
          ...{ value: of.form.name, errors: of.errors },
        })}
        ${input(say, {
          ...{ id: 'email', label: say('inbox.sign-in.email'), type: 'email', autocomplete: 'off' },
          ...{ value: of.form.email, errors: of.errors },
        })}
        ${
          of.managed.length > 1
            ? select({
                ...{ id: 'school', label: say('inbox.people.school'), value: of.form.school },
                options: of.managed.map(({ school }) => [school.id, school.name] as const),
              })
            : html`<input type="hidden" name="school" value="${of.managed[0]?.school.id}" />`
        }
        ${roleBoxes(say, of.managed, of.form.roles, of.errors)}
        <button class="nhsuk-button" type="submit">${say('inbox.people.invite.button')}</button>
      </form>`,
  }
}

/** One person: what they are at each of the manager's schools, and what can be done. */
export function personView(
  say: Say,
  session: Session,
  of: {
    readonly account: Account
    readonly managed: readonly Staff[]
    /** Why the account as a whole is not theirs to change. */
    readonly problem: PersonProblem | undefined
    readonly link?: string | undefined
    readonly errors: readonly FieldError[]
  },
): Page {
  const { account, managed, problem } = of
  const isSelf = problem === 'self'
  return {
    title: say('inbox.person.title'),
    back: true,
    body: html`${errorSummary(say, of.errors)}
      <h1 class="nhsuk-heading-l">${account.name}</h1>
      <p class="inbox-lead" id="person">${account.email} ${status(say, account)}</p>
      ${
        of.link !== undefined &&
        html`<div class="nhsuk-inset-text" role="status">
          <h2 class="nhsuk-heading-s">${say('inbox.person.link')}</h2>
          <p class="inbox-code">${of.link}</p>
          <p>${say('inbox.person.link.means')}</p>
        </div>`
      }
      ${
        isSelf &&
        html`<p>
          ${say('inbox.person.self')}
          <a class="nhsuk-link" href="/inbox/account">${say('inbox.account.title')}</a>
        </p>`
      }
      ${!isSelf && managed.map((staff) => placeForm(say, session, staff, account, of.errors))}
      ${problem === undefined && wholeForms(say, session, account)}
      ${problem === 'elsewhere' && html`<p>${say('inbox.person.elsewhere')}</p>`}
      ${problem === 'administrator' && html`<p>${say('inbox.person.administrator')}</p>`}`,
  }
}

function placeForm(
  say: Say,
  session: Session,
  { school, roles }: Staff,
  account: Account,
  errors: readonly FieldError[],
): Html {
  const place = account.places.find((one) => one.school === school.id)
  const mine = { school, roles } as Staff
  return html`<section class="inbox-section">
    <h2>${school.name}</h2>
    <form method="post" action="/inbox/people/${account.id}/place" novalidate>
      ${ownFormOf(session)}<input type="hidden" name="school" value="${school.id}" />
      ${roleBoxes(say, [mine], place?.roles ?? [], errors, `roles-${school.id}`)}
      ${select({
        ...{ id: `as-${school.id}`, label: say('inbox.person.as'), hint: say('inbox.person.as.hint') },
        value: place?.as ?? '',
        options: [['', say('inbox.person.as.nobody')], ...namesOf(school)],
      })}
      <button class="nhsuk-button" type="submit">${say('inbox.person.save')}</button>
    </form>
  </section>`
}

function wholeForms(say: Say, session: Session, account: Account): Html {
  const form = (deed: string) =>
    html`<p>${say(`inbox.person.${deed}.means`)}</p>
      <form method="post" action="/inbox/people/${account.id}/${deed}">
        ${ownFormOf(session)}
        <button class="nhsuk-button nhsuk-button--secondary" type="submit">
          ${say(`inbox.person.${deed}`)}
        </button>
      </form>`
  return html`<section class="inbox-section">
    <h2>${say('inbox.person.access')}</h2>
    ${account.status === 'suspended' ? form('resume') : html`${form('reset')} ${form('suspend')}`}
  </section>`
}

function roleBoxes(
  say: Say,
  managed: readonly Staff[],
  checked: readonly string[],
  errors: readonly FieldError[],
  id = 'roles',
): Html {
  const all = managed.some((staff) => may(staff, 'manage-administrators'))
  return checkboxes(say, {
    ...{ id, legend: say('inbox.people.roles'), errors },
    options: Role.options
      .filter((role) => role !== 'administrator' || all)
      .map((role) => ({
        value: role,
        label: say('inbox.people.role', {
          role: say(`inbox.role.${role}`),
          may: say(`inbox.role.${role}.may`),
        }),
        checked: checked.includes(role),
      })),
  })
}

const status = (say: Say, { status: is }: Account): Html =>
  html`<strong class="nhsuk-tag nhsuk-tag--${STATUS[is]}">${say(`inbox.person.status.${is}`)}</strong>`

const placesText = (say: Say, account: Account, managed: readonly Staff[]): Html =>
  html`${account.places
    .flatMap((place) => {
      const at = managed.find(({ school }) => school.id === place.school)
      const roles = place.roles.map((role) => say(`inbox.role.${role}`)).join(', ')
      return at
        ? [managed.length > 1 ? say('inbox.person.place', { school: at.school.name, roles }) : roles]
        : []
    })
    .map((text) => html`<span class="inbox-place">${text}</span> `)}`

/** Those whom the settings name, once each, with their names. */
const namesOf = ({ dutyContacts, linkWorkers }: School): (readonly [string, string])[] => [
  ...new Map([...dutyContacts, ...linkWorkers].map(({ id, name }) => [id, name])),
]
