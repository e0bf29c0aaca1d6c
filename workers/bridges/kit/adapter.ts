import { type Static, type TObject, type TProperties, Type } from '@sinclair/typebox';
import type { Channel } from './channel.ts';

/** How the adapter of a channel is made of the environment. A folder beside `kit/` exports one. */
export interface Adapter<V extends TProperties = TProperties> {
  /** What it reads besides that which every adapter does. */
  variables: V;
  /**
   * @param env BRIDGE_HOST is the address that adapters answer on
   * @throws Error that names the variable
   */
  make(env: Static<TObject<V>> & { BRIDGE_HOST: string }): Channel;
}

/** Keeps the variables' exact types. */
export function adapter<V extends TProperties>(one: Adapter<V>): Adapter<V> {
  return one;
}

/** The address of a provider's API. */
export function apiUrl(url: string, whose: string) {
  return Type.String({
    default: url,
    pattern: '^https?://[^\\s]+$',
    description: `${whose}, or a server of the same kind such as \`bun run provider\` starts.`,
    expected: 'a URL that begins with http:// or https://',
  });
}

export function portVariable(byDefault: number, what: string) {
  return Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: byDefault,
    description: `Port on which ${what}; 0 takes a free one.`,
    expected: 'a port number, or 0',
  });
}
