/**
 * Divides, in place, colours that were multiplied by alpha, in the fixed point of libyuv. If alpha is 0, no colour is
 * left.
 */
export function divideByAlpha(rgb: Uint8Array, alpha: Uint8Array): void {
  for (let pixel = 0, k = 0; pixel < alpha.length; pixel++) {
    const factor = INVERSES[alpha[pixel] ?? 0] ?? 0;
    for (let c = 0; c < 3; c++, k++) {
      const value = Math.floor(((rgb[k] ?? 0) * 257 * factor) / 65_536);
      rgb[k] = value > MAX_SIGNED ? 0 : Math.min(value, 255);
    }
  }
}

/** libyuv on x86 reads a larger value as less than nothing. Only an alpha of 1 with a colour above half makes one. */
const MAX_SIGNED = 32_767;

/** 1 / alpha with 16 binary places, as libyuv has them: less than that at both ends. */
const INVERSES = Uint16Array.from({ length: 256 }, (_, alpha) => {
  if (alpha === 0) return 0;
  if (alpha === 255) return 256;
  return Math.min(Math.floor(65_536 / alpha), 65_535);
});
