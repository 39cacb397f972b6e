/** Memory of a browser's processes, as Linux counts it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const KIB = 1024;

export type ProcessType = 'renderer' | 'gpu-process';

/** Processes of Chromium that this one has started. Linux alone. */
export function browserProcesses(type: ProcessType): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [Number(pid), parentOf(pid)]));
  const isOurs = (pid: number): boolean => pid === process.pid || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter((pid) => read(pid, 'cmdline').includes(`--type=${type}`) && isOurs(pid));
}

/** From here on {@link peakBytes} counts anew. */
export function resetPeak(pids: readonly number[]): void {
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The largest resident set that any of the processes has had. */
export function peakBytes(pids: readonly number[]): number {
  return Math.max(...pids.map((pid) => KIB * Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0)));
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(Number(pid), 'status'))?.[1] ?? 0);
}

/** Empty when the process has just ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
