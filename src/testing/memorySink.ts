import { createHash } from 'node:crypto';
import { bytesSource, type SinkFolder } from '../core/bytes/bytes.ts';

/** A folder in memory that tells which files were made in it. */
export class MemorySink implements SinkFolder {
  readonly name = 'package';
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly created: string[] = [];
  /** A run that makes this file dies there; with `spared`, only once it has made it as often. */
  fatal: string | undefined;
  spared = 0;

  async open(path: string) {
    const bytes = this.files.get(path);
    return bytes && bytesSource(path, bytes);
  }

  async create(path: string) {
    if (path === this.fatal && this.spared-- === 0) throw new Error('killed');
    if (path !== 'conversion.json') this.created.push(path);
    const chunks: Uint8Array[] = [];
    return {
      write: async (chunk: Uint8Array) => void chunks.push(chunk.slice()),
      close: async () => {
        const bytes = new Uint8Array(Buffer.concat(chunks));
        this.files.set(path, bytes);
        return writtenFile(bytes);
      },
      abort: async () => undefined,
    };
  }

  async inspect(path: string) {
    const bytes = this.files.get(path);
    return bytes && writtenFile(bytes);
  }

  async remove(path: string) {
    this.files.delete(path);
  }
}

/** Paths with digests: quicker to compare than bytes. */
export function digestsOf({ files }: MemorySink): Map<string, string> {
  return new Map([...files].map(([path, bytes]) => [path, writtenFile(bytes).sha256]));
}

export function writtenFile(bytes: Uint8Array) {
  return { byteLength: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}
