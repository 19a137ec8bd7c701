import type { Response } from 'restify'
import type { Texts } from '../../../content/load-texts.ts'
import { MAIN_FIGURES } from '../../../domain/impact/figures.ts'
import { ImpactReport } from '../../../domain/impact/report.ts'
import type { Clock } from '../../../domain/time/clock.ts'
import { sendBytes } from '../../http/answers.ts'
import { monthOf } from '../../impact/counts.ts'
import type { ImpactCounts } from '../../impact/counts.ts'
import type { WebRequest } from '../../server.ts'
import type { Answers } from '../answers.ts'
import type { Audit } from '../audit.ts'
import { may } from '../permissions.ts'
import type { Session } from '../sessions.ts'
import { toCsv } from './csv.ts'
import { impactPage } from './page.ts'
import { cardFigures, itemFigures, MOVES, phaseFigures } from './words.ts'

export interface ImpactServices {
  readonly texts: Texts
  readonly impact: Pick<ImpactCounts, 'of'>
  readonly clock: Clock
  readonly answers: Answers
  readonly audit: Audit
}

/** What came of it, in counts, for whoever may see that at one or more schools. */
export class ImpactPages {
  readonly #of: ImpactServices

  constructor(of: ImpactServices) {
    this.#of = of
  }

  async show(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { answers, texts } = this.#of
    answers.page(res, 200, impactPage(texts, await this.#report(session), req.query.get('month')), session)
  }

  /** Every figure of every month that is over, a line each; what is not told is the same words as on the page. */
  async csv(session: Session, res: Response): Promise<void> {
    const { answers, audit } = this.#of
    const report = await this.#report(session)
    await audit.write(session.staff, 'read', 'impact', 'impact.csv')
    answers.headers(res)
    res.setHeader('content-disposition', 'attachment; filename="impact.csv"')
    sendBytes(res, 'text/csv; charset=utf-8', Buffer.from(toCsv(this.#lines(report))))
  }

  /** All of this person's schools, always together (domain/impact/report.ts). */
  async #report(session: Session): Promise<ImpactReport> {
    const { impact, clock } = this.#of
    const schools = session.places.filter((staff) => may(staff, 'see-impact')).map(({ school }) => school)
    const tallies = await Promise.all(
      schools.map(async ({ id, name }) => ({ id, name, months: await impact.of(id) })),
    )
    return new ImpactReport(tallies, monthOf(clock.now()))
  }

  #lines(report: ImpactReport): (string | number)[][] {
    const { texts } = this.#of
    const say = (id: string) => texts.text(id)
    const few = say('inbox.impact.csv.few')
    const head = ['month', 'school', 'figure', 'count'].map((name) => say(`inbox.impact.csv.${name}`))
    const all = say('inbox.impact.csv.all')
    const plain = [
      ...MAIN_FIGURES.map((figure) => ({
        figure,
        label: say(`inbox.impact.figure.${figure}`),
      })),
      ...(['reached', 'finished'] as const).flatMap((what) =>
        phaseFigures(texts, what).map(({ figure, label }) => ({
          figure,
          label: `${say(`inbox.impact.column.${what}`)}: ${label}`,
        })),
      ),
      ...(['theme', 'barrier', 'need'] as const).flatMap((kind) =>
        cardFigures(texts, kind).map(({ figure, label }) => ({
          figure,
          label: `${say(`inbox.impact.cards.${kind}`)}: ${label}`,
        })),
      ),
    ]
    const lines = report.months.flatMap((month) => [
      ...plain.flatMap(({ figure, label }) => {
        const { cells, total } = report.row(figure, month)
        const bySchool = report.schools.map(({ name }, at) => [month, name, label, cells[at] ?? few])
        return report.schools.length > 1 ? [...bySchool, [month, all, label, total ?? few]] : bySchool
      }),
      [month, all, say('inbox.impact.figure.wait'), report.wait(month) ?? few],
      ...this.#changes(report, month).map(([label, value]) => [month, all, label, value ?? few]),
    ])
    return [head, ...lines]
  }

  #changes(report: ImpactReport, month: string): (readonly [string, number | undefined])[] {
    const { texts } = this.#of
    const figures = report.schools.flatMap(({ months }) => Object.keys(months.get(month)?.totals ?? {}))
    return itemFigures(texts, figures).flatMap(({ figure, label }) => {
      const { cells } = report.parts(
        MOVES.map((move) => `${figure}:${move}`),
        month,
      )
      return MOVES.map(
        (move, at) => [`${label} ${texts.text(`inbox.impact.move.${move}`)}`, cells[at]] as const,
      )
    })
  }
}
