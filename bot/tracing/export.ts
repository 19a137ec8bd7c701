import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

/**
 * From now on spans go to a collector, by OTLP over HTTP; one that is away loses spans and nothing else. Loaded only where traces are
 * wanted. How many are sampled is the SDK's own setting, OTEL_TRACES_SAMPLER.
 */
export function startTracing(endpoint: string): { close(): Promise<void> } {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'matters' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  provider.register()
  return { close: () => provider.shutdown() }
}
