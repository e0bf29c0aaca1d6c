import { afterEach, beforeEach, describe, expect, spyOn, test } from 'bun:test';
import { Problem } from '../problems/problem.ts';
import { createPasswordHasher } from './passwords.ts';

let verifications: ReturnType<typeof spyOn<typeof Bun.password, 'verify'>>;
beforeEach(() => {
  verifications = spyOn(Bun.password, 'verify');
});
afterEach(() => {
  verifications.mockRestore();
});

/** Cost parameters of a PHC string: `$argon2id$v=19$m=19456,t=2,p=1`. */
const cost = (hash: unknown) => /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+/.exec(String(hash))?.[0];

describe('a verification', () => {
  test('does the same work for a wrong password, an unknown user and the right password', async () => {
    const hasher = createPasswordHasher();
    const stored = await hasher.hash('a lanterna verde do farol');
    const work = async (password: string, hash: string | undefined) => {
      verifications.mockClear();
      const matches = await hasher.verify(password, hash);
      return [matches, ...verifications.mock.calls.map(([, target]) => cost(target))];
    };
    const once = cost(stored);
    expect(once).toBeString();
    expect(await work('wrong', undefined)).toEqual([false, once]);
    expect(await work('wrong', stored)).toEqual([false, once]);
    expect(await work('a lanterna verde do farol', stored)).toEqual([true, once]);
  });

  test('by nobody succeeds, not even with the password of the decoy', async () => {
    const hasher = createPasswordHasher();
    verifications.mockImplementation(async () => true);
    expect(await hasher.verify('anything', undefined)).toBe(false);
  });

  test('works again for unknown users after a flood that came before the first sign-in', async () => {
    const hasher = createPasswordHasher();
    const flood = Array.from({ length: 66 }, () => hasher.hash('x'));
    await expect(hasher.verify('wrong', undefined)).rejects.toBeInstanceOf(Problem);
    await expect(hasher.verify('wrong', 'whatever')).rejects.toBeInstanceOf(Problem);
    await Promise.all(flood);
    expect(await hasher.verify('wrong', undefined)).toBe(false);
  });
});
