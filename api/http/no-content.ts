/** 204: it is done, and there is nothing to say about it. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}
