import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { scaleOf, UNIT_SCALE } from './linearScale.ts';
import type { DotPlot, MatrixPlot } from './plot.ts';
import { shortened, xmlText } from './svgDocument.ts';
import { svgPlot } from './svgPlot.ts';

const dots: DotPlot = {
  kind: 'dots',
  id: 'editors',
  title: 'Editors <&>',
  xLabel: 'Mean reward',
  scale: scaleOf([0, 2]),
  panels: [
    {
      title: 'By reward',
      dots: [
        { label: 'a "quoted" editor', value: 1, interval: { low: 0.5, high: 1.5 }, isOwn: true },
        { label: 'x'.repeat(50), value: -5 },
      ],
    },
    { title: 'By people', dots: [{ label: 'b', value: 2 }] },
  ],
};
const matrix: MatrixPlot = {
  kind: 'matrix',
  id: 'head-to-head',
  title: 'Wins',
  names: ['a', 'b'],
  shares: [
    [undefined, 0.75],
    [0.25, undefined],
  ],
};

describe('svgPlot', () => {
  it('puts dots and intervals where the scale has them', () => {
    const svg = svgPlot(dots, ['Data: x']);
    const centers = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    const [low, high] = (/<line x1="([\d.]+)" x2="([\d.]+)" [^>]*stroke-width="2"/.exec(svg) ?? [])
      .slice(1)
      .map(Number);
    const [one = NaN, below = NaN, two = NaN] = centers;
    // The scale is 360 wide from 0 to 2, and what lies beyond its end is drawn at the end.
    expect([two - one, one - below, one - (low ?? NaN), (high ?? NaN) - one].map(Math.round)).toEqual([
      180, 180, 90, 90,
    ]);
    expect(svg).toContain('1.00 (0.50 to 1.50)');
    expect(svg).toContain('−5.00');
  });

  it('says what it shows and what it is made of, whatever names hold', () => {
    const svg = svgPlot(dots, ['Data: x', 'Made again by: y <z>']);
    expect(svg).toContain('<title>Editors &lt;&amp;&gt;</title>\n<desc>Data: x\nMade again by: y &lt;z&gt;</desc>');
    expect(svg).toContain('a &quot;quoted&quot; editor</text>');
    expect(svg).toContain(`<title>${'x'.repeat(50)}</title>${'x'.repeat(35)}…</text>`);
  });

  it('writes shares in percent', () => {
    expect(svgPlot({ ...dots, scale: UNIT_SCALE }, [])).toContain('100.0% (50.0 to 150.0)');
  });

  it('has a cell for each two, and none of one and itself', () => {
    const svg = svgPlot(matrix, []);
    expect([...svg.matchAll(/>([\d.]+%)</g)].map(([, text]) => text)).toEqual(['75.0%', '25.0%']);
    expect(svg.match(/<rect [^>]*stroke=/g)).toHaveLength(4);
  });

  it.each([dots, matrix])('is a picture for other programs', async (plot) => {
    const { width, height, format } = await sharp(Buffer.from(svgPlot(plot, []))).metadata();
    expect(format).toBe('svg');
    expect([width, height].every((length) => length > 100)).toBe(true);
  });
});

describe('texts in XML', () => {
  it('hold nothing that XML cannot', () => {
    expect(xmlText('a\u0000b\uD800c\n')).toBe('a�b�c\n');
  });

  it('are cut by letters', () => {
    expect(shortened('😀'.repeat(40))).toBe(`${'😀'.repeat(35)}…`);
    expect(shortened('short')).toBe('short');
  });
});
