import { bytesSource, type FileFolder } from '../core/bytes/bytes.ts';

/** A folder in memory: files by path. Text is UTF-8. */
export function memoryFolder(name: string, files: Readonly<Record<string, Uint8Array | string>>): FileFolder {
  return {
    name,
    async open(path) {
      const content = Object.hasOwn(files, path) ? files[path] : undefined;
      if (content === undefined) return undefined;
      return bytesSource(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
  };
}
