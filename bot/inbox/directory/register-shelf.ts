import type { Response } from 'restify'
import type { WebRequest } from '../../server.ts'
import type { Answers } from '../answers.ts'
import type { Audit } from '../audit.ts'
import type { Facts } from '../facts.ts'
import type { Gate } from '../gate.ts'
import type { InboxOptions } from '../register.ts'
import type { Session } from '../sessions.ts'
import { Interests } from './interest.ts'
import { Library } from './library.ts'
import { ACTS, ShelfPages } from './shelf-pages.ts'

type Show = (session: Session, req: WebRequest, res: Response) => Promise<void>

/** The directory's pages, at `/inbox/directory`: for link workers; for others they are not there. */
export function registerShelf(
  gate: Gate,
  of: Pick<InboxOptions, 'directory' | 'store' | 'clock' | 'logger'> & {
    readonly answers: Answers
    readonly audit: Audit
    readonly facts: () => Facts
  },
): void {
  const { directory, answers, audit, facts } = of
  const pages = new ShelfPages({
    directory,
    answers,
    audit,
    facts,
    library: new Library(directory, audit, of.clock),
    interests: new Interests(of.store, of.logger),
  })
  // Right after the start there is nothing yet to look through, and every entry would be said to be gone.
  const loaded =
    (show: Show): Show =>
    async (session, req, res) => {
      await directory.whenLoaded()
      return show(session, req, res)
    }
  const get = (path: string, show: Show): void =>
    gate.closed('get', `/inbox/directory${path}`, 'keep-directory', loaded(show))
  const post = (path: string, show: Show): void =>
    gate.closed('post', `/inbox/directory${path}`, 'keep-directory', loaded(show), { body: 'long-form' })

  get('', (session, req, res) => pages.search(session, req, res))
  get('/decisions', (session, _req, res) => pages.decisions(session, res))
  get('/entry', (session, req, res) => pages.entry(session, req, res))
  get('/add', (session, _req, res) => pages.addForm(session, res))
  post('/add', (session, req, res) => pages.add(session, req, res))
  get('/change', (session, req, res) => pages.changeForm(session, req, res))
  post('/change', (session, req, res) => pages.change(session, req, res))
  get('/correct', (session, req, res) => pages.correctForm(session, req, res))
  post('/correct', (session, req, res) => pages.correct(session, req, res))
  for (const does of ACTS) post(`/${does}`, (session, req, res) => pages.act(session, req, res, does))
}
