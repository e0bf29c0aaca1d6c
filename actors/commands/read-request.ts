import { findCommand } from './registry.ts';

/** A command as a person asked for it, before anything is checked. */
export interface CommandRequest {
  name: string;
  /** What was written after it. */
  argument?: string;
  /** What a button carries. */
  input?: Record<string, string>;
}

/**
 * Reads what a person wrote: `/processo 000…`, `/processo@LuxBot 000…`, `processos`, or a case number alone. Undefined when
 * it asks for nothing that is known.
 */
export function readRequest(text: string): CommandRequest | undefined {
  const [, slash, name = '', rest = ''] = /^\s*(\/)?([\p{L}]+)(?:@\w+)?(?:\s+([\s\S]*))?$/u.exec(text) ?? [];
  const argument = rest.trim() || undefined;
  if (name && findCommand(name)) return { name, argument };
  if (slash) return { name };
  // Nobody writes fourteen digits but as the number of a case.
  if (/^[\d\s./-]+$/.test(text) && text.replace(/\D/g, '').length >= 14)
    return { name: 'processo', argument: text.trim() };
  return undefined;
}
