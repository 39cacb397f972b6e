/** Chromium's picker of folders on disk, which TypeScript's library lacks. https://wicg.github.io/file-system-access/ */
interface Window {
  readonly showDirectoryPicker?: (options: {
    readonly mode: 'read' | 'readwrite';
  }) => Promise<FileSystemDirectoryHandle>;
}
