import { describe, expect, it } from 'vitest';
import { Random } from '../evaluation/statistics/random.ts';
import { isAlike, randomScene } from './scene.ts';

const scenes = Array.from({ length: 500 }, (_, k) => randomScene(new Random(11, k)));

function range(values: readonly number[]): number[] {
  return [Math.min(...values), Math.max(...values)];
}

describe('randomScene', () => {
  it('has two to four things, in different cells, no two alike', () => {
    expect(new Set(scenes.map(({ things }) => things.length))).toEqual(new Set([2, 3, 4]));
    for (const { things } of scenes) {
      expect(new Set(things.map(({ place }) => place)).size).toBe(things.length);
      for (const one of things) expect(things.filter((other) => isAlike(one, other))).toHaveLength(1);
    }
  });

  it('keeps sizes, offsets and backgrounds in their ranges, and uses them', () => {
    const poses = scenes.flatMap(({ things }) => things);
    const [smallest = 0, largest = 0] = range(poses.map(({ halfSize }) => halfSize));
    expect([smallest >= 18 && smallest < 18.5, largest <= 32 && largest > 31.5]).toEqual([true, true]);
    const [left = 0, right = 0] = range(poses.flatMap(({ offsetX, offsetY }) => [offsetX, offsetY]));
    expect([left >= -5 && left < -4.9, right <= 5 && right > 4.9]).toEqual([true, true]);
    expect(range(scenes.flatMap(({ background }) => background.color))).toEqual([120, 215]);
    const gradients = scenes.map(({ background }) => background.gradient);
    // One in two, give or take four standard deviations.
    expect(Math.abs(gradients.filter((gradient) => gradient === 0).length - 250)).toBeLessThan(45);
    expect(gradients.every((gradient) => Math.abs(gradient) <= 30)).toBe(true);
  });
});
