import { imageSize } from 'image-size';

const TYPES: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' };
const MAX_SIDE = 4_000;

/** The facts of a picture by its content, whatever it calls itself, or why it is not taken. */
export function inspectPicture(
  bytes: Uint8Array,
): { mediaType: string; width: number; height: number } | { refused: string } {
  let found: { type?: string; width: number; height: number };
  try {
    found = imageSize(bytes);
  } catch {
    // The library throws for everything that it does not know; here that is an answer.
    return { refused: 'It is no picture.' };
  }
  const mediaType = TYPES[found.type ?? ''];
  if (!mediaType) return { refused: `It is ${found.type?.toUpperCase()}, which is not taken.` };
  const { width, height } = found;
  if (!(width > 0 && height > 0)) return { refused: 'It has no size.' };
  if (width > MAX_SIDE || height > MAX_SIDE) return { refused: `It is ${width} × ${height} pixels.` };
  return { mediaType, width, height };
}
