import { describe, expect, it } from 'vitest';
import { fitInto, sizeWithin } from './scaledPicture.ts';
import { type Drawn, FONTS, planSheet } from './sheetPlan.ts';
import { SESSION } from './shareSamples.ts';
import { breakLines, cutMiddle } from './textLines.ts';

/** Every character is as wide as half the font is high. */
const measure = (text: string, font: keyof typeof FONTS) => [...text].length * (FONTS[font].lineHeight / 2);
const byLength = (text: string) => text.length;

describe('the sheet of a session', () => {
  const plan = planSheet(SESSION, measure);
  const texts = plan.drawn.flatMap((one) => (one.kind === 'text' ? [one.text] : []));
  const pictures = plan.drawn.filter((one) => one.kind === 'picture');

  it('says the verdict, the instruction, ranks, rewards, caveats and the package', () => {
    expect(texts).toContain('good.png is clearly best (over 99%)');
    expect(texts).toContain('Instruction: Paint the roof blue');
    expect(texts).toContain('Rank 2 · 1.00 ± 1.00');
    expect(texts).toContain('It is damaged.');
    expect(texts).toContain('It knows shapes only.');
    expect(texts).toContain('Compare only edits of one source.');
    expect(texts).toContain('Package SHA-256 abcd');
  });

  it('shows the source first, and frames the best', () => {
    expect(pictures.map(({ picture: { name }, leads }) => [name, leads])).toEqual([
      ['house.png', false],
      ['good.png', true],
      ['poor.png', false],
      ['cut.png', false],
    ]);
    const demo = planSheet({ ...SESSION, isDemo: true }, measure);
    expect(demo.drawn.some((one) => one.kind === 'picture' && one.leads)).toBe(false);
  });

  it('holds all of it, nothing over another', () => {
    const many = Array.from({ length: 15 }, (_, index) => SESSION.candidates[index % 3] ?? expect.fail());
    const { width, height, drawn } = planSheet(
      { ...SESSION, candidates: many, instruction: 'word '.repeat(900) },
      measure,
    );
    const boxes = drawn.map((one) => boxOf(one));
    for (const { left, top, right, bottom } of boxes) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
      expect(bottom).toBeLessThanOrEqual(height);
    }
    const overlaps = boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => areOver(one, other)));
    expect(overlaps).toEqual([]);
  });
});

const planOf = (count: number) =>
  planSheet(
    { ...SESSION, candidates: Array.from({ length: count }, () => SESSION.candidates[1] ?? expect.fail()) },
    measure,
  );
const picturesOf = (count: number) => planOf(count).drawn.flatMap((one) => (one.kind === 'picture' ? [one] : []));
const cutsOf = (count: number) =>
  planOf(count).drawn.flatMap((one) => (one.kind === 'text' && one.text.startsWith('The best ') ? [one.text] : []));

describe('the sheet of many candidates', () => {
  it('has room for them on smaller pictures', () => {
    const [some, more] = [picturesOf(80), picturesOf(110)];
    expect([some.length, more.length]).toEqual([81, 111]);
    expect(more[0]?.width).toBeLessThan(some[0]?.width ?? 0);
    expect(cutsOf(110)).toEqual([]);
  });

  it('is never larger than every browser draws, and says how many are shown where not all are', () => {
    for (const count of [80, 110, 130, 1000]) {
      const { width, height } = planOf(count);
      expect(width * height).toBeLessThanOrEqual(4096 * 4096);
    }
    const shown = picturesOf(1000).length - 1;
    expect(shown).toBeGreaterThan(110);
    expect(cutsOf(1000)).toEqual([
      `The best ${shown} of 1,000 candidates. The web page and the table of this comparison hold all.`,
    ]);
  });
});

function boxOf(drawn: Drawn) {
  const { x: left, y: top } = drawn;
  if (drawn.kind === 'picture') return { left, top, right: left + drawn.width, bottom: top + drawn.height };
  return { left, top, right: left + measure(drawn.text, drawn.font), bottom: top + FONTS[drawn.font].lineHeight };
}

function areOver(one: ReturnType<typeof boxOf>, other: ReturnType<typeof boxOf>): boolean {
  const apart =
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  return !apart;
}

describe('lines', () => {
  it.each([
    ['one two three', 7, undefined, ['one two', 'three']],
    ['extraordinarily', 6, undefined, ['extrao', 'rdinar', 'ily']],
    ['one two three four', 7, 2, ['one two', 'three…']],
    ['', 7, undefined, []],
  ])('of %j, at most %i wide', (text, width, most, lines) => {
    expect(breakLines(text, width, byLength, most)).toEqual(lines);
  });

  it('cut names in their middle', () => {
    expect(cutMiddle('short.png', 9, byLength)).toBe('short.png');
    expect(cutMiddle('a-very-long-name.png', 11, byLength)).toBe('a-ver…e.png');
  });
});

it('pictures keep their shape, and are never made larger', () => {
  expect(sizeWithin(1024, { width: 4000, height: 3000 })).toEqual({ width: 1024, height: 768 });
  expect(sizeWithin(1024, { width: 20, height: 30 })).toEqual({ width: 20, height: 30 });
  expect(sizeWithin(1024, { width: 20_000, height: 1 })).toEqual({ width: 1024, height: 1 });
  expect(fitInto({ width: 100, height: 50 }, { width: 40, height: 40 })).toEqual({
    x: 25,
    y: 0,
    width: 50,
    height: 50,
  });
});
