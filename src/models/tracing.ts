import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { LLMResult } from '@langchain/core/outputs';
import { type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

interface TokenUsage {
  usage_metadata?: { input_tokens?: number; output_tokens?: number };
  response_metadata?: { finish_reason?: string };
}

/**
 * A span for each call of a model, named and described by OpenTelemetry's conventions for generative AI. What was said and
 * answered is not in it: questions stay here.
 */
class CallSpans extends BaseCallbackHandler {
  override name = 'wengui-call-spans';
  readonly #tracer: Tracer;
  readonly #model: string;
  readonly #open = new Map<string, Span>();

  constructor(tracer: Tracer, model: string) {
    super();
    this.#tracer = tracer;
    this.#model = model;
  }

  override handleChatModelStart(_model: unknown, _messages: unknown, runId: string): void {
    const span = this.#tracer.startSpan(`chat ${this.#model}`, { kind: SpanKind.CLIENT });
    span.setAttributes({ 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': this.#model });
    this.#open.set(runId, span);
  }

  override handleLLMEnd({ generations }: LLMResult, runId: string): void {
    const message = (generations[0]?.[0] as { message?: TokenUsage } | undefined)?.message;
    this.#end(runId, (span) => {
      const { input_tokens: input, output_tokens: output } = message?.usage_metadata ?? {};
      if (input !== undefined) span.setAttribute('gen_ai.usage.input_tokens', input);
      if (output !== undefined) span.setAttribute('gen_ai.usage.output_tokens', output);
      const reason = message?.response_metadata?.finish_reason;
      if (reason) span.setAttribute('gen_ai.response.finish_reasons', [reason]);
    });
  }

  override handleLLMError(error: unknown, runId: string): void {
    this.#end(runId, (span) => {
      span.setAttribute('error.type', (error as { name?: string }).name ?? 'Error');
      span.setStatus({ code: SpanStatusCode.ERROR });
    });
  }

  #end(runId: string, describe: (span: Span) => void): void {
    const span = this.#open.get(runId);
    if (!span) return;
    describe(span);
    span.end();
    this.#open.delete(runId);
  }
}

/** Where spans of model calls go. */
export interface Tracing {
  callbacks: BaseCallbackHandler[];
  /** Sends what is left. */
  flush(): Promise<void>;
}

/** Sends a span for each call to `url` (OTLP over HTTP); a collector that is down costs nothing but the spans. */
export function createTracing(url: string, model: string): Tracing {
  const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url }));
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'wengui' }),
    spanProcessors: [processor],
  });
  return {
    callbacks: [new CallSpans(provider.getTracer('wengui'), model)],
    flush: () => provider.forceFlush(),
  };
}
