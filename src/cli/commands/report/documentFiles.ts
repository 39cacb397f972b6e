import { withPngText } from '../../../core/image/png/pngText.ts';
import { svgPlot } from '../../../evaluation/plots/svgPlot.ts';
import type { Provenance, ReportFormat } from '../../../evaluation/report/provenance.ts';
import type { ReportDocument } from '../../../evaluation/report/reportDocument.ts';
import { documentLatex } from '../../../evaluation/report/reportLatex.ts';
import { documentMarkdown } from '../../../evaluation/report/reportMarkdown.ts';
import { sectionCsv } from '../../../evaluation/report/sectionCsv.ts';

export type DocumentFile = readonly [name: string, bytes: Uint8Array];

/** The files of a document in one format, each named after `stem`. */
export async function documentFiles(
  document: ReportDocument,
  stem: string,
  format: ReportFormat,
): Promise<DocumentFile[]> {
  const { sections, plots } = document;
  const provenance = document.provenance(format);
  if (format === 'md') return [text(`${stem}_report.md`, documentMarkdown(document))];
  if (format === 'tex') return [text(`${stem}_report.tex`, documentLatex(document))];
  if (format === 'csv') {
    const tables = sections.filter(({ table }) => table);
    return tables.map((section) => text(`${stem}_${section.id}.csv`, sectionCsv(section, provenance)));
  }
  const drawn = plots.map(({ id, ...plot }) => ({
    name: `${stem}_${id}.${format}`,
    svg: svgPlot({ id, ...plot }, provenance),
  }));
  if (format === 'svg') return drawn.map(({ name, svg }) => text(name, svg));
  return Promise.all(drawn.map(async ({ name, svg }) => [name, await pngOf(svg, provenance)] as const));
}

function text(name: string, content: string): DocumentFile {
  return [name, new TextEncoder().encode(content)];
}

/** Dots per inch of print, where an inch of SVG has 96 pixels: https://www.w3.org/TR/css-values-4/#absolute-lengths */
const PRINT_DENSITY = 288;

async function pngOf(svg: string, provenance: Provenance): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const png = await sharp(Buffer.from(svg), { density: PRINT_DENSITY }).png().toBuffer();
  return withPngText(png, 'Description', provenance.join('\n'));
}
