/** Random access to the bytes of a file, a URL, an OPFS entry or memory: the one reading interface. */
export interface ByteSource {
  /** Name for messages: a path relative to its folder. */
  readonly name: string;
  readonly byteLength: number;
  /** Bytes of `[start, end)`; never fewer. The result is the caller's to keep. */
  slice(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A folder of byte sources: a directory on disk, dropped files, or a URL prefix. */
export interface FileFolder {
  /** Name for messages. */
  readonly name: string;
  /** Undefined when there is no such file. Other failures throw. */
  open(path: string): Promise<ByteSource | undefined>;
}

/** What a sink knows of a finished file. */
export interface WrittenFile {
  readonly byteLength: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A file being written from its start to its end. */
export interface ByteSink {
  write(chunk: Uint8Array): Promise<void>;
  /** Ends the file; the digest is computed on the way. */
  close(): Promise<WrittenFile>;
}

/** Where new files go. */
export interface SinkFolder {
  create(path: string): Promise<ByteSink>;
}

/** A source over bytes in memory. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    byteLength: bytes.byteLength,
    async slice(start, end) {
      return bytes.slice(start, end);
    },
  };
}

/** Reads a whole small file. */
export function readAll(source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  return source.slice(0, source.byteLength);
}

/** Reads a whole small file as UTF-8. */
export async function readText(source: ByteSource): Promise<string> {
  return new TextDecoder().decode(await readAll(source));
}
