import type { Texts } from '../../content/load-texts.ts'
import { ownFormOf } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { may } from './permissions.ts'
import type { Permission } from './permissions.ts'
import type { Session } from './sessions.ts'

export interface Page {
  readonly title: string
  readonly body: Html
  /** A link back to the inbox above the page. */
  readonly back?: boolean
  /** The address of our one script, on the page that has it. */
  readonly script?: string
  /** Whether a frame of ours stands in the page. */
  readonly frames?: boolean
}

/** The frame around every page. A title names the kind of page, never a young person: it stands in tabs and histories. */
export function layout(texts: Texts, stylesheet: string, page: Page, session?: Session): string {
  const say = (id: string, values?: Record<string, string>) => texts.text(id, values)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${say('inbox.title', { page: page.title })}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${stylesheet}" />
        ${page.script && html`<script src="${page.script}" defer></script>`}
      </head>
      <body class="inbox">
        <a class="nhsuk-skip-link" href="#maincontent">${say('inbox.skip')}</a>
        <header class="nhsuk-header" role="banner">
          <div class="nhsuk-header__container nhsuk-width-container">
            <div class="nhsuk-header__service">
              <a class="nhsuk-header__service-name" href="/inbox">${say('inbox.name')}</a>
            </div>
            ${session && who(say, session)}
          </div>
        </header>
        ${session && navigation(say, session)}
        <div class="nhsuk-width-container">
          ${
            page.back &&
            html`<nav aria-label="${say('inbox.back.label')}">
              <a class="nhsuk-back-link" href="/inbox">${say('inbox.back')}</a>
            </nav>`
          }
          <main class="nhsuk-main-wrapper" id="maincontent">${page.body}</main>
        </div>
        <footer class="nhsuk-footer" role="contentinfo">
          <div class="nhsuk-width-container">
            <p>${say('inbox.footer')}</p>
          </div>
        </footer>
      </body>
    </html>`.markup
}

/** The hidden fields that show a form is our own, and at which school it was shown: another tab may look at another one since. */
export function ownForm(session: Session): Html {
  return html`${ownFormOf(session)}<input type="hidden" name="at" value="${session.staff.school.id}" />`
}

function who(say: (id: string, values?: Record<string, string>) => string, session: Session): Html {
  const { name, school } = session.staff
  return html`<div class="inbox-who">
    <a href="/inbox/account">${say('inbox.signed-in-as', { name, school: school.name })}</a>
    <form method="post" action="/inbox/sign-out">
      ${ownFormOf(session)}<button class="inbox-sign-out" type="submit">${say('inbox.sign-out')}</button>
    </form>
  </div>`
}

/** The pages that have a name of their own above every page, for those who may see them. */
const NAVIGATION = [
  ['/inbox', 'inbox.queue.title', 'use-inbox'],
  ['/inbox/caseload', 'inbox.caseload.title', 'read-summaries'],
  ['/inbox/search', 'inbox.search.title', 'work-on-cases'],
  ['/inbox/diary', 'inbox.diary.title', 'edit-own-diary'],
  ['/inbox/directory', 'inbox.dir.title', 'keep-directory'],
  ['/inbox/feeds', 'inbox.feeds.title', 'see-feeds'],
  ['/inbox/school', 'inbox.site.title', 'set-up-site'],
  ['/inbox/languages', 'inbox.languages.title', 'see-languages'],
  ['/inbox/referrals', 'inbox.referral.title', 'refer'],
  ['/inbox/impact', 'inbox.impact.title', 'see-impact'],
  ['/inbox/people', 'inbox.people.title', 'manage-people'],
  ['/inbox/audit', 'inbox.audit.title', 'read-audit'],
] as const satisfies readonly (readonly [string, string, Permission])[]

function navigation(say: (id: string) => string, session: Session): Html {
  return html`<nav class="inbox-nav" aria-label="${say('inbox.nav')}">
    <ul class="nhsuk-width-container">
      ${NAVIGATION.filter(([, , permission]) => may(session.staff, permission)).map(
        ([href, id]) => html`<li><a href="${href}">${say(id)}</a></li>`,
      )}
    </ul>
  </nav>`
}
