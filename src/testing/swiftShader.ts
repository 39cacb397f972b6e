import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MANIFEST = 'vk_swiftshader_icd.json';
/** Where Linux has Vulkan's loader: Debian and Ubuntu, Fedora, Arch. */
const LOADERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
/** Debian's `chromium` is a script, and its files are elsewhere. */
const CHROMIUM_FOLDERS = ['/usr/lib/chromium', '/usr/lib64/chromium-browser', '/opt/google/chrome'];

/** What makes Vulkan offer one GPU, in software: Chromium's own. Or why that cannot be. */
export type SwiftShader = { readonly env: Readonly<Record<string, string>> } | { readonly missing: string };

/** `chromium`: the browser's executable, where there is one. */
export function findSwiftShader(chromium: string | undefined): SwiftShader {
  if (!LOADERS.some((folder) => existsSync(join(folder, 'libvulkan.so.1')))) {
    return { missing: "Vulkan's loader is not installed (Debian, Ubuntu: apt-get install libvulkan1)" };
  }
  const beside = chromium === undefined ? [] : [dirname(realpathSync(chromium))];
  const manifest = [...beside, ...CHROMIUM_FOLDERS]
    .map((folder) => join(folder, MANIFEST))
    .find((path) => existsSync(path));
  if (manifest === undefined) return { missing: `no Chromium with ${MANIFEST} is installed` };
  // Both names: older loaders know the second alone.
  return { env: { VK_DRIVER_FILES: manifest, VK_ICD_FILENAMES: manifest } };
}
