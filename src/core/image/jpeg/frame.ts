import { JpegFault } from './jpegFault.ts';
import { SegmentReader } from './jpegInput.ts';

/** How a start-of-frame marker says that a picture is coded (ITU T.81, table B.1). */
export interface CodingProcess {
  readonly isProgressive: boolean;
  readonly isArithmetic: boolean;
  readonly isLossless: boolean;
  /** Differences to another frame; nobody decodes it. */
  readonly isHierarchical: boolean;
}

/** A frame as its header states it. */
export interface FrameHeader extends CodingProcess {
  /** Bits of a sample. */
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: readonly ComponentHeader[];
}

export interface ComponentHeader {
  readonly id: number;
  /** Sampling factors: its share of the largest one gives its size. */
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantisation: number;
}

/** One colour plane of a frame, with its sizes. */
export interface Component extends ComponentHeader {
  readonly index: number;
  /** In samples, without padding. */
  readonly width: number;
  readonly height: number;
  /** In blocks, without padding to whole MCUs. */
  readonly blocksWide: number;
  readonly blocksHigh: number;
}

export interface Frame extends FrameHeader {
  readonly maxHorizontal: number;
  readonly maxVertical: number;
  /** MCUs of an interleaved scan. */
  readonly mcusWide: number;
  readonly mcusHigh: number;
  readonly components: readonly Component[];
}

/** libjpeg's limits, which Pillow inherits. */
const MAX_SIDE = 65_500;
const MAX_SAMPLING = 4;

function codingProcess(marker: number): CodingProcess {
  const kind = marker & 3;
  return {
    isProgressive: kind === 2,
    isLossless: kind === 3,
    isHierarchical: (marker & 4) !== 0,
    isArithmetic: (marker & 8) !== 0,
  };
}

/** Reads a start-of-frame segment. Sizes may be 0 here; `planFrame` refuses them. */
export function parseFrameHeader(marker: number, payload: Uint8Array): FrameHeader {
  const reader = new SegmentReader(payload);
  const precision = reader.byte();
  const height = reader.word();
  const width = reader.word();
  const count = reader.byte();
  const components = Array.from({ length: count }, () => {
    const id = reader.byte();
    const factors = reader.byte();
    return { id, horizontal: factors >> 4, vertical: factors & 15, quantisation: reader.byte() };
  });
  reader.end();
  return { ...codingProcess(marker), precision, width, height, components };
}

/** Sizes of a frame's planes. Refuses kinds of JPEG that are not decoded (`readJpegHeader` names them). */
export function planFrame(header: FrameHeader): Frame {
  const { width, height, components } = header;
  if (header.precision !== 8) throw new JpegFault(`it has ${header.precision} bits a sample`);
  if (header.isHierarchical || (header.isLossless && header.isArithmetic)) {
    throw new JpegFault('its kind of coding is not read');
  }
  if (width === 0 || height === 0) throw new JpegFault('its header gives no size');
  if (width > MAX_SIDE || height > MAX_SIDE) throw new JpegFault(`it is longer than ${MAX_SIDE} pixels`);
  const maxHorizontal = Math.max(...components.map(({ horizontal }) => horizontal));
  const maxVertical = Math.max(...components.map(({ vertical }) => vertical));
  return {
    ...header,
    maxHorizontal,
    maxVertical,
    mcusWide: Math.ceil(width / (8 * maxHorizontal)),
    mcusHigh: Math.ceil(height / (8 * maxVertical)),
    components: components.map((component, index) => {
      const { horizontal, vertical } = component;
      checkSampling(component, maxHorizontal, maxVertical);
      return {
        ...component,
        index,
        width: Math.ceil((width * horizontal) / maxHorizontal),
        height: Math.ceil((height * vertical) / maxVertical),
        blocksWide: Math.ceil((width * horizontal) / (maxHorizontal * 8)),
        blocksHigh: Math.ceil((height * vertical) / (maxVertical * 8)),
      };
    }),
  };
}

function checkSampling({ horizontal, vertical }: ComponentHeader, maxHorizontal: number, maxVertical: number): void {
  const isValid = horizontal > 0 && vertical > 0 && maxHorizontal <= MAX_SAMPLING && maxVertical <= MAX_SAMPLING;
  if (!isValid || maxHorizontal % horizontal !== 0 || maxVertical % vertical !== 0) {
    throw new JpegFault('its colour planes have sizes that no decoder takes');
  }
}
