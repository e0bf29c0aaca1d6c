export interface Advice {
  /** Whether the registry answered at all: a registry without advisories is not one that knows of none. */
  asked: boolean;
  found: boolean;
  text: string;
}

const WITHIN_MS = 60_000;

/** What the registry knows of vulnerabilities in the lock file of `root` (`bun audit`). Never throws. */
export async function askRegistry(root: string): Promise<Advice> {
  const child = Bun.spawn([process.execPath, 'audit', '--json'], {
    cwd: root,
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const timer = setTimeout(() => child.kill(), WITHIN_MS);
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  await child.exited;
  clearTimeout(timer);
  return readAdvice(out, err);
}

/** Reads the answer of `bun audit --json`: an object of advisories by package, `{}` for none. Anything else is no answer. */
export function readAdvice(out: string, err: string): Advice {
  try {
    const answer: unknown = JSON.parse(out.slice(out.indexOf('{')));
    if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) throw new Error('no object');
    const names = Object.keys(answer);
    const isAdvice = Object.values(answer).every((entry) => Array.isArray(entry));
    if (!isAdvice) throw new Error('no advisories');
    return {
      asked: true,
      found: names.length > 0,
      text: names.map((name) => describe(name, answer)).join('\n'),
    };
  } catch {
    const words = `${err}\n${out}`.split('\n').map((line) => line.trim());
    return {
      asked: false,
      found: false,
      text: words.find((line) => /error|fail|40\d|50\d/i.test(line)) ?? 'no answer',
    };
  }
}

function describe(name: string, answer: object): string {
  const entries =
    (answer as Record<string, { severity?: string; title?: string; url?: string }[]>)[name] ?? [];
  return entries.map(({ severity, title, url }) => `${name}: ${severity}: ${title} ${url}`).join('\n');
}
