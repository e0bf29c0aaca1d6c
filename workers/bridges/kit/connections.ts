import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';
import type { Logger } from 'pino';
import { Connection } from '../../../actors/contracts/channels.ts';
import { openConnectionSecrets } from '../../../actors/contracts/connection-secrets.ts';
import type { SealingKeys } from '../../../actors/contracts/sealing.ts';
import type { Channel, Line, LineParts } from './channel.ts';

/** A connection as this process has it. */
export interface Held {
  told: Connection;
  /** undefined while it opens, when it is not active, and when it cannot be used. */
  line: Line | undefined;
  /** Why it cannot be used: for operators, and for whoever sends through it. */
  problem: string | undefined;
}

export interface Connections {
  get(id: string): Held | undefined;
  all(): Iterable<Held>;
  /** A word of the platform, JSON. The higher version holds; what makes no sense is logged and left. */
  tell(body: string): void;
  close(): Promise<void>;
}

const isConnection = TypeCompiler.Compile(Connection);

/** The connections of the channel: opened when told, opened anew when told otherwise, closed when removed. */
export function createConnections(options: {
  channel: Channel;
  keys: SealingKeys;
  log: Logger;
  parts: (connection: Connection) => Pick<LineParts, 'webhookUrl' | 'memory' | 'deliver'>;
  onOpen: (held: Held) => void;
  onClose: (held: Held) => Promise<void> | void;
}): Connections {
  const { channel, log } = options;
  const byId = new Map<string, Held>();
  // One after the other for each connection: an old line is closed before the new one opens.
  const turns = new Map<string, Promise<void>>();

  function read(body: string): Connection | undefined {
    try {
      const told: unknown = JSON.parse(body);
      if (isConnection.Check(told) && told.channel === channel.name) return told;
    } catch {
      // Reported below, with everything else that is none.
    }
    log.warn({ length: body.length }, 'what was told is no connection of this channel');
    return undefined;
  }

  async function change(told: Connection): Promise<void> {
    const before = byId.get(told.id);
    if (before?.line) {
      await options.onClose(before);
      await before.line.close();
    }
    if (told.status === 'removed') {
      // Kept: an older word about it may still come.
      byId.set(told.id, { told, line: undefined, problem: undefined });
      return;
    }
    const held: Held = { told, line: undefined, problem: undefined };
    byId.set(told.id, held);
    if (told.status !== 'active') return;
    try {
      held.line = await channel.open(partsOf(told));
      options.onOpen(held);
      log.info({ connection: told.id, version: told.version }, 'connection open');
    } catch (error) {
      held.problem = error instanceof Error ? error.message : String(error);
      log.error({ connection: told.id, err: error }, 'a connection cannot be used');
    }
  }

  function partsOf(told: Connection): LineParts {
    const secrets = openConnectionSecrets(options.keys, told);
    return {
      connection: told.id,
      tenant: told.tenant,
      settings: fitting(channel.settings, told.settings, 'settings'),
      secrets: fitting(channel.secrets, secrets, 'secrets'),
      ...options.parts(told),
      log: log.child({ connection: told.id }),
    };
  }

  return {
    get: (id) => byId.get(id),
    all: () => byId.values(),
    tell(body) {
      const told = read(body);
      if (!told) return;
      const turn = (turns.get(told.id) ?? Promise.resolve()).then(async () => {
        const present = byId.get(told.id);
        if (present && present.told.version >= told.version) return;
        await change(told);
      });
      turns.set(told.id, turn);
    },
    async close() {
      await Promise.all(turns.values());
      const open = [...byId.values()].filter(({ line }) => line);
      await Promise.all(
        open.map(async (held) => {
          await options.onClose(held);
          await held.line?.close();
        }),
      );
    },
  };
}

/** Values are not repeated: some are secret. */
function fitting(
  schema: Channel['settings'],
  given: Record<string, string>,
  what: string,
): Record<string, string> {
  const wrong = [...Value.Errors(schema, given)].map(
    ({ path, message }) => `${path.slice(1) || what}: ${message}`,
  );
  if (wrong.length > 0) throw new Error(`its ${what} do not fit: ${wrong.join('; ')}`);
  return given;
}
