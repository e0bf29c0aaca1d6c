/** Why nothing can start, in words for the person at the terminal; needs no stack trace. */
export class StartError extends Error {
  override name = 'StartError';
}
