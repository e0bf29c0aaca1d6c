import { type ConnectionKind, EVERY_SETTING } from '../../actors/contracts/channel/declaration.ts';
import { type ChannelName, channelNamed } from '../../actors/contracts/channel/declared.ts';
import { Problem, type ProblemDetail } from '../problems/problem.ts';

type Given = Readonly<Record<string, string>>;

/** Every setting and secret that is missing or unknown, at once; what is not given as a whole is not looked at. @throws Problem invalid-body */
export function requireChannelParts(
  channel: ChannelName,
  given: { settings?: Given; secrets?: Given },
): void {
  const kind = channelNamed(channel).connection;
  const optionalSettings = [...kind.optionalSettings, ...EVERY_SETTING];
  const errors = [
    ...(given.settings
      ? [
          ...problemsOf('body.settings', given.settings, kind.settings, optionalSettings),
          ...mismatches('body.settings', given.settings, kind.patterns ?? {}),
        ]
      : []),
    ...(given.secrets ? problemsOf('body.secrets', given.secrets, kind.secrets, kind.optionalSecrets) : []),
  ];
  if (errors.length > 0) throw new Problem('invalid-body', { errors });
}

function mismatches(
  place: string,
  given: Given,
  patterns: NonNullable<ConnectionKind['patterns']>,
): ProblemDetail[] {
  return Object.entries(patterns).flatMap(([name, { pattern, meant }]) => {
    const value = given[name];
    if (value === undefined || new RegExp(pattern).test(value)) return [];
    return [{ location: `${place}.${name}`, message: 'It is not what this setting may be.', fix: meant }];
  });
}

function problemsOf(
  place: string,
  given: Given,
  required: readonly string[],
  optional: readonly string[],
): ProblemDetail[] {
  const known = [...required, ...optional];
  const missing = required.filter((name) => !given[name]?.trim());
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  return [
    ...missing.map((name) => ({
      location: `${place}.${name}`,
      message: 'It is missing.',
      fix: 'Send it as text.',
    })),
    ...unknown.slice(0, 10).map((name) => ({
      location: `${place}.${name.slice(0, 60)}`,
      message: 'This channel has no such entry.',
      fix: known.length > 0 ? `Known are ${known.join(', ')}.` : 'Leave it out.',
    })),
  ];
}
