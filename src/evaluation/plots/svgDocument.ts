/**
 * Plots are drawn by ourselves: they are dots on lines and a grid of squares, and a plotting library would be a hundred times
 * this code for every visitor. Colours and sizes suit print; fonts are those that every reader of SVG has.
 */
export const FONT_SIZE = 12;
/** Of a letter, on average. Nothing is measured, so that Node draws the same as a browser. */
const LETTER_WIDTH = 0.58 * FONT_SIZE;
/** A longer name is cut, and whole in its tooltip. */
const MOST_LETTERS = 36;

export const INK = '#222';
export const SOFT = '#767676';
export const LINE = '#d8d8d8';
export const ACCENT = '#0b6e4f';

export interface SvgParts {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the file is made of. */
  readonly description: readonly string[];
  readonly body: readonly string[];
}

export function svgDocument({ width, height, title, description, body }: SvgParts): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="Helvetica, Arial, sans-serif" font-size="${FONT_SIZE}" role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<desc>${xmlText(description.join('\n'))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

type Attributes = Readonly<Record<string, string | number>>;

export function svgElement(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    return ` ${key}="${typeof value === 'number' ? Number(value.toFixed(2)) : xmlText(value)}"`;
  });
  return `<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

/** A text whose base line is at `y`. */
export function svgText(text: string, x: number, y: number, attributes: Attributes = {}): string {
  return svgElement('text', { x, y, fill: INK, ...attributes }, xmlText(text));
}

/** The same of a name, which may be long. */
export function svgName(text: string, x: number, y: number, attributes: Attributes = {}): string {
  const shown = shortened(text);
  const whole = shown === text ? '' : `<title>${xmlText(text)}</title>`;
  return svgElement('text', { x, y, fill: INK, ...attributes }, whole + xmlText(shown));
}

export function shortened(text: string): string {
  const letters = [...text];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : text;
}

/** About how wide the widest of some texts is. */
export function widthOf(texts: readonly string[]): number {
  return LETTER_WIDTH * Math.max(0, ...texts.map((text) => [...text].length));
}

export function widthOfNames(names: readonly string[]): number {
  return widthOf(names.map(shortened));
}

/** Without what XML cannot hold. https://www.w3.org/TR/xml/#charsets */
export function xmlText(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- those are what XML forbids
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '�')
      .replaceAll(/\p{Cs}/gu, '�')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
