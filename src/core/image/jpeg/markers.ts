/** Codes of JPEG markers, the byte after 0xff (ITU T.81, table B.1). */
export const MARKER = {
  huffmanTables: 0xc4,
  arithmeticConditioning: 0xcc,
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  quantisationTables: 0xdb,
  numberOfLines: 0xdc,
  restartInterval: 0xdd,
  app0: 0xe0,
  app1: 0xe1,
  app14: 0xee,
  app15: 0xef,
  comment: 0xfe,
  temporary: 0x01,
} as const;

export const FIRST_RESTART = 0xd0;

export function isRestart(marker: number): boolean {
  return marker >= FIRST_RESTART && marker <= FIRST_RESTART + 7;
}

/** Start of frame: c0 to cf but for the tables that stand among them and the reserved c8. */
export function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Application data or a comment: nothing that pixels depend on but for APP0 (JFIF) and APP14 (Adobe). */
export function isMetadata(marker: number): boolean {
  return (marker >= MARKER.app0 && marker <= MARKER.app15) || marker === MARKER.comment;
}
