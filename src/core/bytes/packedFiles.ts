/** A file of a pack; `path` is relative to the folder that was packed. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A little-endian uint32: how many bytes of JSON follow, which list every file's path and byte length. */
const HEADER_BYTES = 4;

type Listing = readonly (readonly [path: string, byteLength: number])[];

/** Several files as one: a length, a listing, then the files' bytes one after the other. */
export function packFiles(files: readonly PackedFile[]): Blob {
  const listing: Listing = files.map(({ path, bytes }) => [path, bytes.byteLength]);
  const json = new TextEncoder().encode(JSON.stringify(listing));
  const header = new Uint8Array(HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, json.byteLength, true);
  return new Blob([header, json, ...files.map(({ bytes }) => bytes)]);
}

/** The inverse of {@link packFiles}, for packs of our own. The files are slices of `pack`, not copies. */
export async function unpackFiles(pack: Blob): Promise<{ readonly path: string; readonly file: File }[]> {
  const header = new DataView(await pack.slice(0, HEADER_BYTES).arrayBuffer());
  let start = HEADER_BYTES + header.getUint32(0, true);
  const listing = JSON.parse(await pack.slice(HEADER_BYTES, start).text()) as Listing;
  return listing.map(([path, byteLength]) => {
    const file = new File([pack.slice(start, start + byteLength)], path);
    start += byteLength;
    return { path, file };
  });
}
