import fc from 'fast-check';

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    -1,
    0,
    1e20,
    1e300,
    253_402_300_800,
    '',
    '\u0000',
    '\ud800',
    '__proto__',
    'x'.repeat(5_000),
    '999999999999',
  ),
);

/** A good body of a provider in which something is not as it should be: a value of another kind, a field that is missing or too many. */
export function disturbed(good: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(good);
  const change = fc.tuple(fc.constantFrom(...places), fc.oneof(odd, fc.constant(undefined)));
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => changed(good, changes)),
    },
    { weight: 1, arbitrary: odd },
  );
}

/** Every path to a value, as keys. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => placesOf(one, [...path, key]))];
}

function changed(good: unknown, changes: readonly (readonly [readonly string[], unknown])[]): unknown {
  let body: unknown = structuredClone(good);
  for (const [path, value] of changes) {
    const last = path.at(-1);
    if (last === undefined) body = value;
    else {
      const holder = path
        .slice(0, -1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], body);
      if (typeof holder === 'object' && holder !== null) (holder as Record<string, unknown>)[last] = value;
    }
  }
  return body;
}
