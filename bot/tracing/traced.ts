import { SpanStatusCode, trace } from '@opentelemetry/api'

/** What a trace shows of the service's work. A span has no id of a conversation and no word that was said, nor an error's message. */
export type Step = 'turn' | 'screening' | 'dialogs' | 'commit' | 'effects' | 'delivery'

const tracer = trace.getTracer('matters')

/** Does some work as a span of the trace that is under way, or of a new one. Where nobody traces (export.ts), it is just the work. */
export function traced<T>(
  step: Step,
  work: () => Promise<T>,
  attributes: Readonly<Record<string, string>> = {},
): Promise<T> {
  return tracer.startActiveSpan(step, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.name : 'unknown',
      })
      throw error
    } finally {
      span.end()
    }
  })
}
