import { existsSync, readFileSync, statSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { NODE_ORT_VERSION } from '../nodeSessions.ts';

/** NVIDIA's driver tells its version here. */
const NVIDIA_VERSION = '/proc/driver/nvidia/version';

/** The CPU with the runtime that computes on it. */
export function cpuIdentity(): string {
  return named([cpus()[0]?.model ?? 'CPU', process.arch]);
}

/** A GPU with the driver and the runtime that compute on it. `driver`: the file of its Vulkan driver, where that is known. */
export function gpuIdentity(name: string, driver: string | undefined): string {
  // The kernel comes with some drivers, and Windows' and Apple's own with the system.
  return named([name, fileIdentity(driver), textOf(NVIDIA_VERSION), release()]);
}

function named(parts: readonly string[]): string {
  return [...parts, `onnxruntime ${NODE_ORT_VERSION}`].join('\n');
}

/** Another version of a driver is another file. */
function fileIdentity(path: string | undefined): string {
  if (path === undefined || !existsSync(path)) return path ?? '';
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
