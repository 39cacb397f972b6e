/** Random access to the bytes of a file, a URL, an OPFS entry or memory. It is the one interface for reading. */
export interface ByteSource {
  /** Name for messages: a path relative to its folder. */
  readonly name: string;
  readonly byteLength: number;
  /** Another text when the bytes may be others: a modification time, an ETag. Undefined where nothing tells. */
  readonly version?: string | undefined;
  /** The same bytes as a Blob, if they are one (a File, an OPFS entry). Whoever takes a Blob reads what it needs. */
  readonly blob?: Blob;
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
  /** Gives the unfinished file up: nothing is left of it, nor locked. */
  abort(): Promise<void>;
}

/** Where new files go, and where finished ones can be read again. */
export interface SinkFolder extends FileFolder {
  /** A file appears under its name only when it is closed, in place of any file that was there. */
  create(path: string): Promise<ByteSink>;
  /** Reads a finished file back: what it is as it stands there. Undefined when there is none. Throws `AbortError`. */
  inspect(path: string, hooks?: InspectHooks): Promise<WrittenFile | undefined>;
  /** Also what an interrupted `create` left. Nothing happens when there is no such file. */
  remove(path: string): Promise<void>;
}

export interface InspectHooks {
  readonly signal?: AbortSignal | undefined;
  /** Bytes since the last call. */
  readonly onBytes?: ((byteLength: number) => void) | undefined;
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

/** `source`, read whole into memory if it has no more than `maxBytes`. */
export async function holdShort(source: ByteSource, maxBytes: number): Promise<ByteSource> {
  return source.byteLength > maxBytes ? source : bytesSource(source.name, await readAll(source));
}

/** Reads a whole small file. */
export function readAll(source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  return source.slice(0, source.byteLength);
}

/** Reads a whole small file as UTF-8. */
export async function readText(source: ByteSource): Promise<string> {
  return new TextDecoder().decode(await readAll(source));
}
