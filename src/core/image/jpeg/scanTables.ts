import { buildHuffmanTable, type HuffmanSpec, type HuffmanTable } from './huffmanTable.ts';
import { JpegFault } from './jpegFault.ts';
import type { JpegTables } from './jpegTables.ts';
import type { Scan } from './scan.ts';

/** DC coefficients of lossy JPEGs have at most 15 bits; AC symbols may be any byte. */
const LARGEST_DC_SYMBOL = 15;
const LARGEST_AC_SYMBOL = 255;

/** The DC table of each component of a scan. */
export function dcTables(scan: Scan, tables: JpegTables): readonly HuffmanTable[] {
  return scan.components.map(({ dcTable }) => derive(tables.dc[dcTable], LARGEST_DC_SYMBOL));
}

/** The AC table of each component of a scan. */
export function acTables(scan: Scan, tables: JpegTables): readonly HuffmanTable[] {
  return scan.components.map(({ acTable }) => derive(tables.ac[acTable], LARGEST_AC_SYMBOL));
}

function derive(spec: HuffmanSpec | undefined, largestSymbol: number): HuffmanTable {
  if (spec === undefined) throw new JpegFault('one of its Huffman tables is missing');
  return buildHuffmanTable(spec, largestSymbol);
}
