import { expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TObject } from '@sinclair/typebox';
import { EVERY_SETTING } from '../actors/contracts/channel/declaration.ts';
import { CHANNELS, type ChannelName } from '../actors/contracts/channel/declared.ts';
import { EVENT_CLASSES, USUAL_MODES } from '../actors/contracts/people.ts';
import { parseEnvironment } from '../actors/runtime/environment.ts';
import { PLAYS } from '../compose/providers/plays.ts';
import { USUAL_PORTS } from '../compose/stack/environment.ts';
import { bridgeRole, NATS_PERMISSIONS } from '../compose/stack/nats-permissions.ts';
import { ADAPTERS } from './adapters.ts';
import { BridgeEnvironment, natsVariable, webhookPort } from './bridge-environment.ts';
import type { Channel } from './bridges/kit/channel.ts';
import { THREADS } from './supervisor.ts';

const SEALING_KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const env = parseEnvironment(BridgeEnvironment, { SEALING_KEYS });
const channelOf = (name: ChannelName): Channel => ADAPTERS[name].make(env);
const keysOf = ({ properties }: TObject) => Object.keys(properties);

test.each(CHANNELS.map((one) => [one.name, one] as const))('%s is wired everywhere', (name, declared) => {
  const { settings, optionalSettings, secrets, optionalSecrets } = declared.connection;
  const channel = channelOf(name);
  expect(channel.name).toBe(name);
  // What the API takes of a firm is what the adapter can use: one that asks for more would be refused by it, for ever.
  const known: string[] = [...settings, ...optionalSettings, ...EVERY_SETTING];
  expect(keysOf(channel.settings).filter((key) => !known.includes(key))).toEqual([]);
  const required: readonly string[] = settings;
  expect((channel.settings.required ?? []).filter((key) => !required.includes(key))).toEqual([]);
  expect(keysOf(channel.secrets).sort()).toEqual([...secrets, ...optionalSecrets].sort());
  expect([...(channel.secrets.required ?? [])].sort()).toEqual([...secrets].sort());

  expect(Object.keys(USUAL_MODES[name]).sort()).toEqual([...EVENT_CLASSES].sort());
  expect(THREADS).toContain(name);
  expect(BridgeEnvironment.properties).toHaveProperty(natsVariable(name));
  expect(NATS_PERMISSIONS[bridgeRole(name)].publish).toContain(`lux.in.${name}.>`);
  const port = webhookPort(name);
  expect(port === undefined ? null : USUAL_PORTS[port]).toBe(declared.webhookPort);
  // A provider of its own kind on this machine, and the shared cases driven against it.
  expect(PLAYS).toHaveProperty(name);
  expect(existsSync(join(import.meta.dir, `bridges/${name}/conformance.test.ts`))).toBe(true);
});

test('no two of them listen on the same port, or read a variable of the same name', () => {
  const ports = Object.values(USUAL_PORTS);
  expect(new Set(ports).size).toBe(ports.length);
  const variables = CHANNELS.flatMap(({ name }) => Object.keys(ADAPTERS[name].variables));
  expect(new Set(variables).size).toBe(variables.length);
});
