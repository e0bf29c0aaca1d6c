/** Elysia looks for the path behind the eleventh character of a URL, as if no host were shorter than `a.bc`. */
const ELYSIA_LOOKS_AT = 11;

/**
 * Gives a request whose host is very short (`api`, `x`) a longer one, in place. Else Elysia would take the second slash for
 * the first, and `/anything/metrics` for `/metrics`: a proxy that guards paths would have seen another one.
 */
export function settleHost(request: Request): void {
  const { url } = request;
  const path = url.indexOf('/', url.indexOf('://') + 3);
  if (path < ELYSIA_LOOKS_AT)
    Object.defineProperty(request, 'url', { value: `http://localhost${url.slice(path)}` });
}
