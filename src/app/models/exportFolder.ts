/** A folder to write into, as the user chooses it. */
export type ExportFolder =
  | { readonly kind: 'folder'; readonly folder: FileSystemDirectoryHandle }
  /** The browser cannot write folders. */
  | { readonly kind: 'none' }
  | { readonly kind: 'cancelled' };

/** Must be called inside a click. */
export async function pickExportFolder(): Promise<ExportFolder> {
  if (!window.showDirectoryPicker) return { kind: 'none' };
  try {
    return { kind: 'folder', folder: await window.showDirectoryPicker({ mode: 'readwrite' }) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'cancelled' };
    throw error;
  }
}
