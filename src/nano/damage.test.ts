import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../core/image/rgbImage.ts';
import { Random } from '../evaluation/statistics/random.ts';
import { DAMAGE_KINDS, DAMAGE_STRENGTHS, damageImage } from './damage.ts';

const SIZE = 224;

function picture(levelAt: (x: number, y: number, channel: number) => number): RgbImage {
  const data = Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, k) => {
    const pixel = Math.floor(k / 3);
    return levelAt(pixel % SIZE, Math.floor(pixel / SIZE), k % 3);
  });
  return { width: SIZE, height: SIZE, data };
}

const gray = picture(() => 128);
const random = () => new Random(31);

function spread(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

describe('noise', () => {
  // 60 levels reach past 0 and 255 at both sides of 128: cut there, a normal number keeps an sd of 57.9.
  it.each([
    [14, 14],
    [30, 30],
    [60, 57.9],
  ])('of %f has that sd on every channel by itself', (strength, expected) => {
    const { data } = damageImage(gray, 'noise', strength, random());
    for (const channel of [0, 1, 2]) {
      const { mean, sd } = spread([...data].filter((_, k) => k % 3 === channel));
      expect(Math.abs(sd - expected)).toBeLessThan(0.01 * expected + 0.05);
      expect(Math.abs(mean - 128)).toBeLessThan(1);
    }
    const greyPixels = [...data].filter((level, k) => k % 3 === 0 && level === data[k + 1]).length;
    expect(greyPixels).toBeLessThan(SIZE * SIZE * 0.1);
  });
});

describe('blur', () => {
  it.each(DAMAGE_STRENGTHS.blur)('of %f px spreads a point as a Gaussian of that sd', (strength) => {
    // A line, so that the profile across it is the Gaussian's own, large enough to be seen in whole levels.
    const line = picture((x) => (x === 112 ? 255 : 0));
    const { data } = damageImage(line, 'blur', strength, random());
    const profile = Array.from({ length: SIZE }, (_, x) => data[(100 * SIZE + x) * 3] ?? 0);
    const peak = 255 / (strength * Math.sqrt(2 * Math.PI));
    expect(Math.abs((profile[112] ?? 0) - peak)).toBeLessThan(1);
    const oneSd = (profile[112 + Math.round(strength)] ?? 0) / (profile[112] ?? 1);
    expect(Math.abs(oneSd - Math.exp(-0.5 * (Math.round(strength) / strength) ** 2))).toBeLessThan(0.05);
    expect(profile[112 - 2]).toBe(profile[112 + 2]);
  });

  it('works along both axes and keeps a plain picture', () => {
    const line = picture((_x, y) => (y === 50 ? 255 : 0));
    const { data } = damageImage(line, 'blur', 3, random());
    expect(data[(53 * SIZE + 10) * 3]).toBeGreaterThan(10);
    expect(Buffer.compare(damageImage(gray, 'blur', 6, random()).data, gray.data)).toBe(0);
  });
});

describe('blocks', () => {
  it.each(DAMAGE_STRENGTHS.blocks)('of %i px take the mean of what they cover', (side) => {
    const { data } = damageImage(
      picture((x, y, channel) => (channel === 0 ? x : y)),
      'blocks',
      side,
      random(),
    );
    for (const [x, y] of [
      [0, 0],
      [side - 1, side - 1],
      [side, 2 * side],
      [223, 223],
    ] as const) {
      const at = (y * SIZE + x) * 3;
      const mean = (position: number) => Math.round(Math.floor(position / side) * side + (side - 1) / 2);
      expect([data[at], data[at + 1]]).toEqual([mean(x), mean(y)]);
    }
  });
});

describe('seams', () => {
  it.each(DAMAGE_STRENGTHS.seams)('are %i rectangles, 35 lighter or darker', (count) => {
    const levels = new Set<number>();
    for (let seed = 0; seed < 10; seed++) {
      const { data } = damageImage(gray, 'seams', count, new Random(seed));
      for (const level of data) levels.add(level);
      const changed = data.filter((level, k) => k % 3 === 0 && level !== 128).length;
      expect(changed).toBeGreaterThanOrEqual(20 * 20);
      expect(changed).toBeLessThanOrEqual(count * 60 * 60);
    }
    expect([...levels].toSorted((a, b) => a - b)).toEqual([93, 128, 163]);
  });

  it('show what lies 5 to 15 pixels away', () => {
    // 100 + x / 4 would lose the place: let each channel hold one coordinate, away from the ends of the scale.
    const places = picture((x, y, channel) => [x / 2 + 50, y / 2 + 50, 100][channel] ?? 0);
    const { data } = damageImage(places, 'seams', 1, random());
    const seam = [...data.keys()].filter((k) => k % 3 === 2 && data[k] !== 100);
    expect(seam.length).toBeGreaterThanOrEqual(400);
    const shifts = new Set<string>();
    for (const k of seam) {
      const lighter = (data[k] ?? 0) - 100;
      expect(Math.abs(lighter)).toBe(35);
      const shift = [2, 1].map((back) => Math.abs((data[k - back] ?? 0) - lighter - (places.data[k - back] ?? 0)));
      for (const half of shift) expect(half >= 2 && half <= 8).toBe(true);
      shifts.add(shift.join());
    }
    // Halved and cut to whole levels, one shift shows as at most two values on each axis.
    expect(shifts.size).toBeLessThanOrEqual(4);
  });
});

describe('damageImage', () => {
  it.each(DAMAGE_KINDS)('leaves the picture itself alone and repeats %s by its seed', (kind) => {
    const image = picture((x, y) => (x + y) % 256);
    const before = image.data.slice();
    const [strength] = DAMAGE_STRENGTHS[kind];
    const damaged = damageImage(image, kind, strength, random());
    expect(Buffer.compare(image.data, before)).toBe(0);
    expect(Buffer.compare(damaged.data, before)).not.toBe(0);
    expect(Buffer.compare(damageImage(image, kind, strength, random()).data, damaged.data)).toBe(0);
  });
});
