/** The reversed polynomial of PNG's CRC (PNG specification, annex D). */
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** CRC-32 as PNG and zip use it, unsigned. */
export function crc32(bytes: Uint8Array): number {
  let value = -1;
  for (let k = 0; k < bytes.length; k++) value = (value >>> 8) ^ (TABLE[(value ^ (bytes[k] ?? 0)) & 0xff] ?? 0);
  return ~value >>> 0;
}
