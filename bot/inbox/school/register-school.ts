import { sendHtml } from '../../http/answers.ts'
import type { Answers } from '../answers.ts'
import { sayer } from '../form-pieces.ts'
import type { Glossary } from '../facts.ts'
import type { Gate } from '../gate.ts'
import { posterPage } from './poster-page.ts'
import { PREVIEW_CSP, previewPage } from './preview-page.ts'
import { sitePage } from './site-page.ts'
import { siteScript } from './site-script.ts'
import { choiceOf } from './tag.ts'

export interface SchoolPagesOptions {
  readonly glossary: Glossary
  readonly publicUrl: string
  readonly answers: Answers
  /** The address of the inbox's stylesheet. */
  readonly stylesheet: string
}

/** For those who put the chat on a school's pages: its tag with a preview, and the poster. They read settings and change none. */
export function registerSchoolPages(gate: Gate, of: SchoolPagesOptions): void {
  const { answers, publicUrl, stylesheet } = of
  const say = sayer(of.glossary.texts)
  const script = siteScript()

  gate.open('get', script.path, async (_req, res) => {
    answers.asset(res, 'text/javascript', script.text)
  })
  gate.closed('get', '/inbox/school', 'set-up-site', async (session, req, res) => {
    const { school } = session.staff
    const choice = choiceOf(req.query, school)
    answers.page(res, 200, sitePage(say, { school, publicUrl, choice, script: script.path }), session)
  })
  gate.closed('get', '/inbox/school/preview', 'set-up-site', async (session, req, res) => {
    const { school } = session.staff
    answers.headers(res, PREVIEW_CSP)
    sendHtml(res, 200, previewPage(say, { school, choice: choiceOf(req.query, school), stylesheet }))
  })
  gate.closed('get', '/inbox/school/poster', 'set-up-site', async (session, _req, res) => {
    answers.page(res, 200, posterPage(say, { school: session.staff.school, publicUrl }), session)
  })
}
