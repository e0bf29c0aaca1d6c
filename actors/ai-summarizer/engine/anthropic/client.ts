import Anthropic from '@anthropic-ai/sdk';

export type Client = Anthropic;

export interface ClientOptions {
  apiKey: string;
  /** Default: the provider's. A test's is on this machine. */
  baseURL?: string;
  timeoutMs: number;
  /** Hears the headers of every answer. */
  onHeaders: (headers: Headers) => Promise<void>;
}

/** The SDK with its own retries and tracing off: retries are decided in one place, and prompts are in no trace. */
export function createClient({ apiKey, baseURL, timeoutMs, onHeaders }: ClientOptions): Client {
  return new Anthropic({
    apiKey,
    baseURL: baseURL ?? 'https://api.anthropic.com',
    maxRetries: 0,
    timeout: timeoutMs,
    openTelemetry: false,
    logLevel: 'off',
    async fetch(input, init) {
      const response = await fetch(input, init);
      await onHeaders(response.headers);
      return response;
    },
  });
}
