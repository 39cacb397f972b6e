import { existsSync, readdirSync } from 'node:fs';

/** A GPU's files in Linux: of the kernel's drivers, of NVIDIA's own, and of Windows' below it. */
const GPU_FILES = [/^nvidia\d+$/, /^dxg$/];

/**
 * Whether this system shows any GPU at all, so that looking for one is worth a process. On Linux its files tell; so do
 * variables that name a driver. Elsewhere no one can say so cheaply.
 */
export function hasGpuFiles(dev = '/dev', env: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  if (platform !== 'linux') return true;
  if (env['VK_DRIVER_FILES'] || env['VK_ICD_FILENAMES']) return true;
  return filesIn(dev).some((name) => GPU_FILES.some((file) => file.test(name))) || hasRenderNode(dev);
}

function hasRenderNode(dev: string): boolean {
  return filesIn(`${dev}/dri`).some((name) => name.startsWith('renderD'));
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
