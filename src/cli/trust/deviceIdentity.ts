import { existsSync, readFileSync, statSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { isAbsolute } from 'node:path';
import { NODE_ORT_VERSION } from '../nodeSessions.ts';

/** NVIDIA's driver tells its version here. */
const NVIDIA_VERSION = '/proc/driver/nvidia/version';

/** The CPU with the runtime that computes on it. */
export function cpuIdentity(): string {
  return named([cpus()[0]?.model ?? 'CPU', process.arch]);
}

/**
 * A GPU with the driver and the runtime that compute on it. `driver`: the file of its Vulkan driver, where that is known.
 * Undefined where another version of the driver, or another GPU, would be called the same: of those nothing is remembered.
 */
export function gpuIdentity(name: string, driver: string | undefined): string | undefined {
  const version = driver === undefined ? systemDriver() : versionOf(driver);
  // The kernel comes with some drivers.
  return version === undefined ? undefined : named([name, version, release()]);
}

/** Apple's own chips have one GPU, and its driver comes with the system. Elsewhere nobody tells. */
function systemDriver(): string | undefined {
  return process.platform === 'darwin' && process.arch === 'arm64' ? `${cpus()[0]?.model}` : undefined;
}

/** Another version of a driver is another file. NVIDIA's is named without its folder, and tells its version elsewhere. */
function versionOf(driver: string): string | undefined {
  const file = isAbsolute(driver) ? fileIdentity(driver) : undefined;
  const nvidia = /nvidia/i.test(driver) ? textOf(NVIDIA_VERSION) : undefined;
  const told = [file, nvidia].filter((part) => part !== undefined);
  return told.length === 0 ? undefined : told.join('\n');
}

function named(parts: readonly string[]): string {
  return [...parts, `onnxruntime ${NODE_ORT_VERSION}`].join('\n');
}

function fileIdentity(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
