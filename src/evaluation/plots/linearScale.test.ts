import { describe, expect, it } from 'vitest';
import { percentOf, scaleOf, tickText, UNIT_SCALE } from './linearScale.ts';

describe('scaleOf', () => {
  it.each([
    [
      [0.3, 4.2],
      [0, 1, 2, 3, 4, 5],
    ],
    [
      [-0.2, 0.7],
      [-0.2, 0, 0.2, 0.4, 0.6, 0.8],
    ],
    [
      [3, 3],
      [3, 4],
    ],
    [[0], [0, 1]],
    [
      [-12, 30],
      [-20, -10, 0, 10, 20, 30],
    ],
  ])('of %j has the ticks %j', (values, ticks) => {
    const scale = scaleOf(values);
    expect(scale.ticks).toEqual(ticks.map((tick) => expect.closeTo(tick, 9)));
    expect([scale.low, scale.high]).toEqual([scale.ticks[0], scale.ticks.at(-1)]);
  });

  it('is that of shares without values', () => expect(scaleOf([])).toEqual(UNIT_SCALE));
});

describe('percentOf', () => {
  it.each([
    [0.25, '25%'],
    [1 / 3, '33.333%'],
    [2, '100%'],
    [-1, '0%'],
  ])('%f is at %s', (value, percent) => expect(percentOf(UNIT_SCALE, value)).toBe(percent));
});

describe('tickText', () => {
  it('has the decimals that the steps need', () => {
    expect(UNIT_SCALE.ticks.map((tick) => tickText(UNIT_SCALE, tick))).toEqual(['0%', '25%', '50%', '75%', '100%']);
    const scale = scaleOf([-0.2, 0.7]);
    expect(scale.ticks.map((tick) => tickText(scale, tick))).toEqual(['−0.2', '0.0', '0.2', '0.4', '0.6', '0.8']);
    const wide = scaleOf([-12, 30]);
    expect(wide.ticks.map((tick) => tickText(wide, tick))).toEqual(['−20', '−10', '0', '10', '20', '30']);
  });
});

it('writes shares below nothing with a true minus sign', () => {
  expect(tickText({ ...scaleOf([-0.3, 0.1]), isShare: true }, -0.2)).toBe('−20%');
});
