/** Chromium's permissions of kept handles, which TypeScript's library lacks. https://wicg.github.io/file-system-access/ */
interface PermittedHandle extends FileSystemHandle {
  queryPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>;
}

/** Whether all may be opened without asking. */
export async function mayOpen(handles: readonly PermittedHandle[]): Promise<boolean> {
  const states = await Promise.all(handles.map((handle) => handle.queryPermission?.({ mode: 'read' }) ?? 'granted'));
  return states.every((state) => state === 'granted');
}

/** Asks, where need be, whether all may be opened; must be called inside a click. */
export async function askForHandles(handles: readonly PermittedHandle[]): Promise<boolean> {
  for (const handle of handles) {
    const state = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted';
    if (state !== 'granted') return false;
  }
  return true;
}
