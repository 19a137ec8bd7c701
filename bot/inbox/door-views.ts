import type { Account } from '../records/accounts.ts'
import { inGroups, qrCode } from './authenticator.ts'
import type { Door } from './doors.ts'
import { errorSummary, input, ownFormOf } from './form-pieces.ts'
import type { FieldError, Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Page } from './layout.ts'
import { LONGEST, SHORTEST } from './password-rules.ts'

interface Shown {
  readonly say: Say
  readonly door: Door
  readonly errors: readonly FieldError[]
}

const heading = (text: string): Html => html`<h1 class="nhsuk-heading-l">${text}</h1>`
const button = (text: string): Html => html`<button class="nhsuk-button" type="submit">${text}</button>`

/** The way in: the organisation's own sign-in first when there is one, then address and password. */
export function signInView(
  { say, door, errors }: Shown,
  of: { readonly email: string; readonly provider: string | undefined; readonly demonstration: boolean },
): Page {
  return {
    title: say('inbox.sign-in.title'),
    body: html`${errorSummary(say, errors)} ${heading(say('inbox.sign-in.title'))}
      ${
        of.demonstration &&
        html`<div class="nhsuk-inset-text">
          <p>${say('inbox.sign-in.how')} ${say('inbox.sign-in.how.demonstration')}</p>
        </div>`
      }
      ${
        of.provider !== undefined &&
        html`<p>
            <a class="nhsuk-button" href="/inbox/oidc/start" role="button"
              >${say('inbox.sign-in.with', { provider: of.provider })}</a
            >
          </p>
          <h2 class="nhsuk-heading-m">${say('inbox.sign-in.or')}</h2>`
      }
      <form method="post" action="/inbox/sign-in" novalidate>
        ${ownFormOf(door)}
        ${input(say, {
          ...{ id: 'email', label: say('inbox.sign-in.email'), type: 'email', autocomplete: 'username' },
          ...{ value: of.email, errors },
        })}
        ${input(say, {
          ...{ id: 'password', label: say('inbox.sign-in.password'), type: 'password' },
          ...{ autocomplete: 'current-password', errors },
        })}
        ${button(say('inbox.sign-in.next'))}
      </form>
      <p class="inbox-note">${say('inbox.sign-in.lost')}</p>`,
  }
}

/** The second step: a code of the app, or one of the recovery codes. */
export function codeView({ say, door, errors }: Shown): Page {
  return {
    title: say('inbox.code.title'),
    body: html`${errorSummary(say, errors)} ${heading(say('inbox.code.title'))}
      <form method="post" action="/inbox/sign-in/code" novalidate>
        ${ownFormOf(door)}
        ${input(say, {
          ...{ id: 'code', label: say('inbox.code.label'), hint: say('inbox.code.hint') },
          ...{ autocomplete: 'one-time-code', errors },
        })}
        ${button(say('inbox.sign-in.button'))}
      </form>
      <p class="inbox-note">${say('inbox.code.lost')}</p>
      <p><a class="nhsuk-link" href="/inbox/sign-in">${say('inbox.code.again')}</a></p>`,
  }
}

/** Tying an app: the picture, the same as letters, and the proof that it works. */
export function appView({ say, door, errors }: Shown, secret: string, account: Account): Page {
  return {
    title: say('inbox.app.title'),
    body: html`${errorSummary(say, errors)} ${heading(say('inbox.app.title'))}
      <p>${say('inbox.app.why')}</p>
      <ol class="nhsuk-list nhsuk-list--number">
        <li>${say('inbox.app.get')}</li>
        <li>${say('inbox.app.scan')}</li>
        <li>${say('inbox.app.type')}</li>
      </ol>
      <p class="nhsuk-u-visually-hidden" id="qr-name">${say('inbox.app.picture')}</p>
      ${qrCode(secret, account.email)}
      <p>${say('inbox.app.by-hand')} <strong class="inbox-code">${inGroups(secret)}</strong></p>
      <form method="post" action="/inbox/sign-in/app" novalidate>
        ${ownFormOf(door)}
        ${input(say, {
          ...{ id: 'code', label: say('inbox.app.code'), autocomplete: 'one-time-code' },
          ...{ numeric: true, errors },
        })}
        ${button(say('inbox.app.button'))}
      </form>`,
  }
}

/** The recovery codes, once; and where to go `then`. */
export function codesView(
  say: Say,
  codes: readonly string[],
  { back = false, then = '/inbox' }: { readonly back?: boolean; readonly then?: string } = {},
): Page {
  return {
    title: say('inbox.codes.title'),
    back,
    body: html`${heading(say('inbox.codes.title'))}
      <p>${say('inbox.codes.about')}</p>
      <ul class="inbox-codes">
        ${codes.map((code) => html`<li>${code}</li>`)}
      </ul>
      <p>${say('inbox.codes.keep')}</p>
      <p><a class="nhsuk-button" href="${then}" role="button">${say('inbox.codes.kept')}</a></p>`,
  }
}

/** Taking an invitation up: what it is for, and a password of one's own. */
export function invitationView(
  { say, door, errors }: Shown,
  of: {
    readonly link: string
    readonly account: Account
    readonly places: readonly string[]
    readonly provider: string | undefined
  },
): Page {
  const { name, email } = of.account
  return {
    title: say('inbox.invitation.title'),
    body: html`${errorSummary(say, errors)} ${heading(say('inbox.sign-in.hello', { name }))}
      <p>${say('inbox.invitation.about')}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        ${of.places.map((place) => html`<li>${place}</li>`)}
      </ul>
      <p>${say('inbox.invitation.written')}</p>
      <form method="post" action="/inbox/invitation" novalidate>
        ${ownFormOf(door)}<input type="hidden" name="link" value="${of.link}" />
        <input type="hidden" name="email" value="${email}" autocomplete="username" />
        <p>${say('inbox.invitation.email', { email })}</p>
        ${newPassword(say, errors)} ${button(say('inbox.invitation.button'))}
      </form>
      ${
        of.provider !== undefined &&
        html`<h2 class="nhsuk-heading-m">${say('inbox.invitation.elsewhere')}</h2>
          <form method="post" action="/inbox/invitation/elsewhere">
            ${ownFormOf(door)}<input type="hidden" name="link" value="${of.link}" />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">
              ${say('inbox.sign-in.with', { provider: of.provider })}
            </button>
          </form>`
      }`,
  }
}

/** The field for a password to be. */
export const newPassword = (say: Say, errors: readonly FieldError[]): Html =>
  input(say, {
    id: 'new-password',
    label: say('inbox.password.new'),
    hint: say('inbox.password.rules', { shortest: SHORTEST, longest: LONGEST }),
    type: 'password',
    autocomplete: 'new-password',
    errors,
  })
