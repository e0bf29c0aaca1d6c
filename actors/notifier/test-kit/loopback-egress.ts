import { parseNetworks } from '../webhook/egress/address.ts';
import { createEgress, type Egress, type EgressOptions } from '../webhook/egress/post.ts';

/** Posts to loopback and nowhere else: every name resolves to it. */
export function loopbackEgress(options: Partial<EgressOptions> = {}): Egress {
  const policy = { allowHttp: true, allowNetworks: parseNetworks('127.0.0.0/8, ::1/128') };
  return createEgress({ policy, resolver: async () => ['127.0.0.1'], ...options });
}
