import { type Static, type TObject, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { ControlError } from './errors.ts';

const strict = { additionalProperties: false } as const;
const Code = Type.Integer({ minimum: 1 });
const Complement = Type.Object(
  {
    codigo: Code,
    valor: Type.Integer(),
    nome: Type.Optional(Type.String()),
    descricao: Type.Optional(Type.String()),
  },
  strict,
);

/** Which document: the number in 20 digits or masked; court and grau where the number has several. */
const target = {
  number: Type.String({ minLength: 20 }),
  court: Type.Optional(Type.String()),
  grau: Type.Optional(Type.String()),
};

/** Which movement of the document; the newest when nothing is said. */
const Selector = Type.Object(
  {
    index: Type.Optional(Type.Integer({ minimum: 0, description: 'place in the list as the API sends it' })),
    codigo: Type.Optional(Code),
    dataHora: Type.Optional(Type.String({ description: 'the start of it is enough' })),
    occurrence: Type.Optional(
      Type.Integer({ minimum: 0, description: '0 is the first of those that match' }),
    ),
  },
  strict,
);

const movement = {
  codigo: Code,
  nome: Type.Optional(Type.String()),
  dataHora: Type.Optional(Type.String({ description: 'Brasília wall-clock with a false Z; now by default' })),
  daysAgo: Type.Optional(Type.Number({ minimum: 0, description: 'instead of dataHora' })),
  complementosTabelados: Type.Optional(Type.Array(Complement)),
  copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'identical twins' })),
};

const FAULT_KINDS = [
  '429',
  '504',
  'slow',
  'partial-empty',
  'partial-hits',
  'total-without-hits',
  'no-hits',
  'timed-out',
  'garbage',
  'truncated',
  'reset',
  '5xx',
  '400',
  'unauthorized',
] as const;

const commands = {
  'create-case': Type.Object(
    {
      number: Type.Optional(Type.String({ minLength: 20 })),
      court: Type.Optional(Type.String()),
      grau: Type.Optional(Type.String()),
      pipeline: Type.Optional(Type.Union([Type.Literal('old'), Type.Literal('new')])),
      movements: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
      source: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), { description: 'a whole _source, kept as it is' }),
      ),
      id: Type.Optional(Type.String({ description: '_id for `source`; its `id` by default' })),
    },
    strict,
  ),
  'delete-case': Type.Object(target, strict),
  'add-movement': Type.Object({ ...target, ...movement }, strict),
  'publish-late': Type.Object({ ...target, ...movement }, strict),
  'correct-movement': Type.Object(
    {
      ...target,
      movement: Type.Optional(Selector),
      set: Type.Object(
        {
          codigo: Type.Optional(Code),
          nome: Type.Optional(Type.String()),
          dataHora: Type.Optional(Type.String()),
          complementosTabelados: Type.Optional(Type.Array(Complement)),
        },
        { ...strict, minProperties: 1 },
      ),
    },
    strict,
  ),
  'withdraw-movement': Type.Object({ ...target, movement: Type.Optional(Selector) }, strict),
  'move-grau': Type.Object(
    {
      ...target,
      to: Type.String({ minLength: 1 }),
      pipeline: Type.Optional(Type.Union([Type.Literal('old'), Type.Literal('new')])),
    },
    strict,
  ),
  'switch-pipeline': Type.Object(
    {
      ...target,
      to: Type.Optional(Type.Union([Type.Literal('old'), Type.Literal('new')])),
      names: Type.Optional(Type.Boolean()),
      ids: Type.Optional(Type.Boolean()),
      accents: Type.Optional(Type.Boolean()),
      units: Type.Optional(Type.Boolean()),
      system: Type.Optional(Type.Boolean()),
      order: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
  'set-secrecy': Type.Object({ ...target, level: Type.Integer({ minimum: 0, maximum: 5 }) }, strict),
  'hide-movements': Type.Object(
    { ...target, as: Type.Optional(Type.Union([Type.Literal('absent'), Type.Literal('empty')])) },
    strict,
  ),
  'restore-movements': Type.Object(target, strict),
  touch: Type.Object(target, strict),
  'inject-fault': Type.Object(
    {
      kind: Type.Union(FAULT_KINDS.map((kind) => Type.Literal(kind))),
      court: Type.Optional(Type.String({ description: 'an alias; all courts by default' })),
      count: Type.Optional(Type.Integer({ minimum: 1, description: 'requests it lasts' })),
      forMs: Type.Optional(Type.Integer({ minimum: 1, description: 'how long it lasts' })),
      delayMs: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 240_000, description: 'wait before answering' }),
      ),
      status: Type.Optional(
        Type.Integer({ minimum: 400, maximum: 599, description: 'for 5xx and unauthorized' }),
      ),
    },
    strict,
  ),
  'clear-faults': Type.Object(
    { id: Type.Optional(Type.String()), court: Type.Optional(Type.String()) },
    strict,
  ),
  'rotate-key': Type.Object({ key: Type.Optional(Type.String({ minLength: 1 })) }, strict),
  'set-lag': Type.Object({ ms: Type.Integer({ minimum: 0 }) }, strict),
  'set-rate': Type.Object({ perMinute: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]) }, strict),
  reset: Type.Object({}, strict),
};

export type CommandName = keyof typeof commands;
export type Command<N extends CommandName> = Static<(typeof commands)[N]>;
export type FaultSpec = Command<'inject-fault'>;
export type MovementSelector = Static<typeof Selector>;
export type MovementInput = Omit<Command<'add-movement'>, 'number' | 'court' | 'grau'>;

export const COMMAND_NAMES = Object.keys(commands) as CommandName[];

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}

/** The JSON schema of a command, for the help page. */
export function commandSchema(name: CommandName): TObject {
  return commands[name];
}

/** @throws ControlError 400 that lists every field to fix */
export function checkCommand<N extends CommandName>(name: N, input: unknown): Command<N> {
  const schema: TObject = commands[name];
  if (Value.Check(schema, input)) return input as Command<N>;
  const problems = [...Value.Errors(schema, input)].map((error) => ({
    location: error.path || '/',
    message: error.message,
    fix: fixFor(error.path, error.schema),
  }));
  throw new ControlError(400, `The input of "${name}" is not valid.`, problems.slice(0, 10));
}

function fixFor(
  path: string,
  schema: { description?: string; anyOf?: { const?: unknown }[]; type?: string },
): string {
  const name = path.split('/').at(-1) || 'the body';
  const choices = schema.anyOf?.flatMap((one) =>
    one.const === undefined ? [] : [JSON.stringify(one.const)],
  );
  if (choices && choices.length > 0) return `Use one of ${choices.join(', ')}.`;
  if (!schema.type) return `Remove ${name}, or see GET /_sandbox for what this command takes.`;
  return `Give ${name} as ${schema.type}${schema.description ? ` (${schema.description})` : ''}.`;
}
