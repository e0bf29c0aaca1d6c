/** Commands that a firm's people may give bots in a calendar month (Brasília), by plan; null is no limit. */
export const BOT_COMMANDS: Record<string, number | null> = {
  starter: 500,
  professional: 2_000,
  business: 10_000,
  enterprise: null,
};
