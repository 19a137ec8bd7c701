import type { Response } from 'restify'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Texts } from '../../content/load-texts.ts'
import { REFERRAL_LIMITS } from '../../domain/referral/types.ts'
import type { School } from '../../domain/school/school.ts'
import { sendHtml } from '../http/answers.ts'
import { formKey, keyOf } from '../inbox/form-key.ts'
import { sayer } from '../inbox/form-pieces.ts'
import { html } from '../inbox/html.ts'
import type { Html } from '../inbox/html.ts'
import { words } from '../inbox/pieces.ts'
import { inboxStylesheet } from '../inbox/styles.ts'
import type { Schools } from '../schools.ts'
import { route } from '../server.ts'
import type { HttpServer, WebRequest } from '../server.ts'
import { EMPTY_FORM, instead, readReferral, referralErrors, referralFields, referralLink } from './form.ts'
import type { ReferralForm } from './form.ts'
import { whyNotMade } from './referrals.ts'
import type { Referrals } from './referrals.ts'

const CSP =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The public page is for a parent at a kitchen table: one address makes few, and a school gets no flood. */
export const PUBLIC_PACE = { perAddress: 5, perSchool: 60, seconds: 3_600 } as const

/**
 * `GET /invited/:token`: what an adult wrote, before anything else, and no or go on; `GET /refer/:school`: where an adult writes it, when
 * the school's file turns that on. Looking uses nothing up: link checkers look too.
 */
export function registerReferralPages(
  server: HttpServer,
  of: { referrals: Referrals; schools: Schools; texts: Texts; publicUrl: string },
): void {
  const say = sayer(of.texts)
  const stylesheet = inboxStylesheet().path
  const byAddress = new RateLimiterMemory({ points: PUBLIC_PACE.perAddress, duration: PUBLIC_PACE.seconds })
  const bySchool = new RateLimiterMemory({ points: PUBLIC_PACE.perSchool, duration: PUBLIC_PACE.seconds })

  const send = (res: Response, status: number, title: string, body: Html): void => {
    res.setHeader('content-security-policy', CSP)
    // The address is the key: no other site, no cache and no search engine learns it.
    res.setHeader('referrer-policy', 'no-referrer')
    res.setHeader('x-robots-tag', 'noindex')
    res.setHeader('cache-control', 'no-store')
    sendHtml(res, status, frame(stylesheet, title, body))
  }
  /** A page for the young person: under its title what it has to say, and where help is. */
  const sendInvited = (res: Response, status: number, id: string, body: Html): void => {
    const title = say(id)
    send(
      res,
      status,
      title,
      html`<h1 class="nhsuk-heading-l">${title}</h1>
        ${body}
        <p>${say('invited.help')}</p>`,
    )
  }
  const note = (res: Response, status: number, id: string): void =>
    sendInvited(res, status, id, html`<p>${say(`${id}.text`)}</p>`)
  const goOn = (school: string, token: string): Html =>
    html`<p>
      <a class="nhsuk-button" role="button" href="/panel?school=${school}#${token}"
        >${say('invited.go-on')}</a
      >
    </p>`
  const publicSchool = (req: WebRequest): School | undefined => {
    const school = of.schools.byId(req.params['school'] ?? '')
    return school?.referrals.public === true ? school : undefined
  }

  route(server, 'get', '/invited/:token', async (req, res) => {
    const { token = '' } = req.params
    const found = await of.referrals.open(token)
    const school = found && of.schools.byId(found.school)
    if (!found || !school) {
      const begun = await of.referrals.begun(token)
      if (begun === undefined) note(res, 404, 'invited.gone')
      // They have read it and gone on, and the chat did not come, or was closed before they wrote. The words are in it now.
      else sendInvited(res, 200, 'invited.title', goOn(begun, token))
      return
    }
    const { name, role, words: written, isKnown } = found.referral
    sendInvited(
      res,
      200,
      'invited.title',
      html`<p>${say(isKnown ? 'invited.by' : 'invited.by.unknown', { name, role, school: school.name })}</p>
        ${words(written, true)}
        <p>${say('invited.choose')}</p>
        ${goOn(school.id, token)}
        <form method="post" action="/invited/${token}/no">
          <button class="nhsuk-button nhsuk-button--secondary" type="submit">${say('invited.no')}</button>
        </form>
        <p>${say('invited.no.means')}</p>
        <p>${say('invited.safety', { school: school.name })}</p>`,
    )
  })

  route(
    server,
    'post',
    '/invited/:token/no',
    async (req, res) => {
      const isDone = isOwnForm(req) && (await of.referrals.decline(req.params['token'] ?? ''))
      note(res, isDone ? 200 : 404, isDone ? 'invited.declined' : 'invited.gone')
    },
    { body: 'form' },
  )

  const showForm = (
    res: Response,
    status: number,
    school: School,
    form: ReferralForm,
    errors: ReturnType<typeof readReferral>['errors'],
    key?: string,
  ): void => {
    const title = say('inbox.referral.title')
    send(
      res,
      status,
      title,
      html`${referralErrors(say, errors)}
        <h1 class="nhsuk-heading-l">${title}</h1>
        <p>${say('inbox.referral.about', { school: school.name })}</p>
        <p>${say('inbox.referral.safety', { school: school.name })}</p>
        <form method="post" action="/refer/${school.id}" novalidate>
          ${formKey(key)} ${referralFields(say, { form, errors })}
          <button class="nhsuk-button" type="submit">${say('inbox.referral.make')}</button>
        </form>`,
    )
  }

  route(server, 'get', '/refer/:school', async (req, res) => {
    const school = publicSchool(req)
    if (school) showForm(res, 200, school, EMPTY_FORM, [])
    else note(res, 404, 'invited.gone')
  })

  route(
    server,
    'post',
    '/refer/:school',
    async (req, res) => {
      const school = publicSchool(req)
      if (!school || !isOwnForm(req)) {
        note(res, 404, 'invited.gone')
        return
      }
      const { form, errors } = readReferral(req.form, say)
      // Kept on every form that is given back: the first of them may have told of a worry already.
      const key = keyOf(req.form)
      if (errors.length > 0) {
        showForm(res, 422, school, form, errors, key)
        return
      }
      try {
        await byAddress.consume(req.address)
        await bySchool.consume(school.id)
      } catch {
        showForm(res, 429, school, form, [{ field: 'words', text: say('inbox.referral.pace') }], key)
        return
      }
      const token = await of.referrals.make(school, form, undefined, key).catch(whyNotMade)
      if (typeof token !== 'string') {
        const shown = instead(say, token, { form, key, school: school.name })
        showForm(res, shown.status, school, shown.form, shown.errors, shown.key)
        return
      }
      const title = say('inbox.referral.made')
      send(
        res,
        200,
        title,
        html`<h1 class="nhsuk-heading-l">${title}</h1>
          ${referralLink(say, linkOf(of.publicUrl, token), REFERRAL_LIMITS.days)}`,
      )
    },
    { body: 'form' },
  )
}

export const linkOf = (publicUrl: string, token: string): string => `${publicUrl}/invited/${token}`

/** Whether a form came from a page of ours, as browsers say it. */
const isOwnForm = ({ headers }: WebRequest): boolean =>
  headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin'

/** A page of its own, whose title in tabs and histories names nobody. */
const frame = (stylesheet: string, title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${stylesheet}" />
      </head>
      <body class="inbox">
        <div class="nhsuk-width-container">
          <main class="nhsuk-main-wrapper" id="maincontent">${body}</main>
        </div>
      </body>
    </html>`.markup
