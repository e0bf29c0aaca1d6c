/** How many numbers a request to a court carries: found out by trying, as TCP finds its window. */
export interface BatchSize {
  current: number;
  /** Answers in a row at the current size. */
  good: number;
}

/** A status request asks for five documents a number, and an answer holds 10,000. */
export const STATUS_LIMITS = { first: 500, min: 10, max: 2_000 };
export const DOCUMENT_LIMITS = { first: 200, min: 1, max: 500 };

const GOOD_BEFORE_GROWING = 8;

export function shrink(size: BatchSize, limits: { min: number }): BatchSize {
  return { current: Math.max(limits.min, Math.floor(size.current / 2)), good: 0 };
}

/** Grows by a quarter after eight good answers to full batches. */
export function grow(size: BatchSize, asked: number, limits: { max: number }): BatchSize {
  if (asked < size.current) return size;
  if (size.good + 1 < GOOD_BEFORE_GROWING) return { ...size, good: size.good + 1 };
  return { current: Math.min(limits.max, Math.ceil(size.current * 1.25)), good: 0 };
}
