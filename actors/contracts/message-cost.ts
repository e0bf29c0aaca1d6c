import type { ChannelName } from './channel/declared.ts';

/** What a message cost: the category that its provider told, and in money where the firm has given a price for that. */
export interface MessageCost {
  category: string;
  billable: boolean;
  /** Hundredths of the currency, with up to four decimals. */
  cents?: number;
  /** ISO 4217 */
  currency?: string;
}

/** What a firm pays for a message of a category on a channel, as its provider's bill says. Nothing is known without it. */
export interface MessagePrice {
  channel: ChannelName;
  /** As the provider writes it, such as `utility`. */
  category: string;
  cents: number;
}

export interface PriceTable {
  currency: string;
  prices: readonly MessagePrice[];
}

/** The cost with its price, when the provider charges for it and the firm has said what. */
export function priced(
  { category, billable }: Pick<MessageCost, 'category' | 'billable'>,
  channel: string,
  table: PriceTable | undefined,
): MessageCost {
  const cost = { category, billable };
  const price = table?.prices.find((one) => one.channel === channel && one.category === category);
  return table && price && billable ? { ...cost, cents: price.cents, currency: table.currency } : cost;
}
