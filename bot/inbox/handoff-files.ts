import type { School } from '../../domain/school/school.ts'
import { outlineText } from '../documents/outline.ts'
import { outlinePdf } from '../documents/pdf.ts'
import type { AuditEntry } from '../records/audit.ts'
import type { Facts } from './facts.ts'
import { handoffFhir } from './handoff-fhir.ts'
import { handoffOutline } from './handoff-outline.ts'
import type { HandoffView } from './handoff-page.ts'

export interface FileOf {
  readonly facts: Facts
  readonly school: School
  readonly view: Pick<HandoffView, 'handoff' | 'alerts'>
  /** The service's address, an origin. */
  readonly publicUrl: string
}

interface FileKind {
  readonly suffix: string
  readonly audited: AuditEntry['what']
  readonly type: string
  /** Kept under this name; undefined when it is shown. */
  readonly filename?: string
  readonly make: (of: FileOf) => Buffer | Promise<Buffer>
}

/** A summary in other forms, each behind its page's address. File names name nobody. */
const KINDS: readonly FileKind[] = [
  {
    suffix: '.txt',
    audited: 'handoff-text',
    type: 'text/plain; charset=utf-8',
    make: ({ facts, school, view }) => Buffer.from(outlineText(handoffOutline(facts, school, view))),
  },
  {
    suffix: '.pdf',
    audited: 'handoff-pdf',
    type: 'application/pdf',
    filename: 'handoff.pdf',
    make: ({ facts, school, view }) =>
      outlinePdf(handoffOutline(facts, school, view), { made: facts.times.now }),
  },
  {
    suffix: '.fhir.json',
    audited: 'handoff-fhir',
    type: 'application/fhir+json; charset=utf-8',
    filename: 'handoff.fhir.json',
    make: ({ facts, school, view, publicUrl }) =>
      Buffer.from(JSON.stringify(handoffFhir(facts, school, view, publicUrl), undefined, 2)),
  },
]

/** The record's id in an address, and which form of it is asked for: the page itself when `kind` is undefined. */
export function fileAsked(asked: string): { readonly id: string; readonly kind: FileKind | undefined } {
  const kind = KINDS.find(({ suffix }) => asked.endsWith(suffix))
  return { id: kind ? asked.slice(0, -kind.suffix.length) : asked, kind }
}
