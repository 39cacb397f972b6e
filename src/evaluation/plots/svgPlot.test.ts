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

type Rgb = readonly number[];

function parts(color: string): Rgb {
  const digits = color.length === 4 ? color.replaceAll(/\w/g, '$&$&') : color;
  return [1, 3, 5].map((start) => Number.parseInt(digits.slice(start, start + 2), 16) / 255);
}

function overWhite(color: string, opacity: number): Rgb {
  return parts(color).map((part) => 1 - opacity * (1 - part));
}

/** As WCAG 2 counts it. */
function contrast(paper: Rgb, ink: Rgb): number {
  return (luminance(paper) + 0.05) / (luminance(ink) + 0.05);
}

function luminance(color: Rgb): number {
  const [red = NaN, green = NaN, blue = NaN] = color.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

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

  it('has numbers that can be read on every cell', async () => {
    const shares = [0, 0.1, 0.2, 0.25, 0.3, 0.7, 0.75, 0.8, 0.9, 1];
    const wide = { ...matrix, names: shares.map(String), shares: [shares] };
    const svg = svgPlot(wide, []);
    const cells = [
      ...svg.matchAll(/fill="(#\w+)" fill-opacity="([\d.]+)"[^>]*\/>\s*<text [^>]*fill="(#\w+)"[^>]*>[\d.]+%/g),
    ];
    expect(cells).toHaveLength(shares.length);
    const contrasts = cells.map(([, fill = '', opacity, ink = '']) =>
      contrast(overWhite(fill, Number(opacity)), parts(ink)),
    );
    expect(Math.min(...contrasts)).toBeGreaterThan(4.5);
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
