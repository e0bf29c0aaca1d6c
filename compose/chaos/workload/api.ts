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
  const wrongAnswers: string[] = [];
  let retried = 0;
  let giveUpAt = Number.POSITIVE_INFINITY;

  return {
    async post(apiKey, path, key, body) {
      for (let attempt = 0; ; attempt++) {
        try {
          const answer = await fetch(`${apiUrls[attempt % apiUrls.length]}${path}`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              authorization: `Bearer ${apiKey}`,
              'idempotency-key': key,
            },
            body: JSON.stringify(body),
            signal: AbortSignal.timeout(TIMEOUT_MS),
          });
          const json = (await answer.json()) as Record<string, unknown>;
          if (answer.ok) return json;
          if (!TRY_AGAIN.includes(answer.status))
            wrongAnswers.push(`${answer.status} to POST ${path}: ${JSON.stringify(json).slice(0, 300)}`);
        } catch (error) {
          // Nobody listens, or no answer came. Asked again, with the same key.
          if (!(error instanceof Error)) throw error;
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
