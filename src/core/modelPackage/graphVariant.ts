/** Which of a session's graphs. Apart from the manifest: published types name it. */
export type GraphVariant = 'webgpu' | 'cpu';
