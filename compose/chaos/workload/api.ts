import { ApiError, createApiClient } from '../../demo/api-client.ts';

/** The API as a patient client of a firm uses it: what was not answered is asked again under the same Idempotency-Key. */
export interface PatientApi {
  /** The JSON of the answer; undefined when the run ended before there was one. */
  post(
    apiKey: string,
    path: string,
    key: string,
    body: unknown,
  ): Promise<Record<string, unknown> | undefined>;
  /** Requests that had to be repeated. */
  readonly retried: number;
  /** Answers that the API must never give, whatever is broken. */
  readonly wrongAnswers: readonly string[];
  /** What finds no answer from now on is given up after a while, which is wrong as well. */
  stop(): void;
}

/** Try again later, the same request is under way, or something behind the API is away: all else is a lie. */
const TRY_AGAIN = [409, 429, 502, 503, 504];
const TRY_AGAIN_MS = 400;
const TIMEOUT_MS = 10_000;
/** With everything healed. */
const PATIENCE_MS = 180_000;

/** Asks one API process or the other, in turns, until there is an answer. */
export function createPatientApi(apiUrls: readonly string[]): PatientApi {
  const calls = apiUrls.map((url) =>
    createApiClient(url, (request) => fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) })),
  );
  const wrongAnswers: string[] = [];
  let retried = 0;
  let giveUpAt = Number.POSITIVE_INFINITY;

  return {
    async post(apiKey, path, key, body) {
      for (let attempt = 0; ; attempt++) {
        try {
          const headers = { 'idempotency-key': key };
          return await calls[attempt % calls.length]?.('POST', path, { as: apiKey, body, headers });
        } catch (error) {
          // Nobody listens, or no answer came: asked again, with the same key.
          if (!(error instanceof Error)) throw error;
          if (error instanceof ApiError && !TRY_AGAIN.includes(error.status))
            wrongAnswers.push(error.message);
        }
        retried++;
        await Bun.sleep(TRY_AGAIN_MS);
        if (performance.now() > giveUpAt) {
          wrongAnswers.push(`POST ${path} (${key}) found no answer`);
          return undefined;
        }
      }
    },
    get retried() {
      return retried;
    },
    wrongAnswers,
    stop() {
      giveUpAt = performance.now() + PATIENCE_MS;
    },
  };
}
