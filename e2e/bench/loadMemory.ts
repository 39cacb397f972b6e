/** Memory and time of processes, as Linux counts them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const KIB = 1024;
/** USER_HZ, the same on all architectures that Chromium and Node run on. */
const TICKS_PER_SECOND = 100;
/** How often to look whether a process has ended. */
const POLL_MS = 20;

export type ProcessType = 'renderer' | 'gpu-process';

/** Processes of Chromium that this one has started. Linux alone. */
export function browserProcesses(type: ProcessType): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [Number(pid), parentOf(pid)]));
  const isOurs = (pid: number): boolean => pid === process.pid || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter((pid) => read(pid, 'cmdline').includes(`--type=${type}`) && isOurs(pid));
}

/** Ends the browser of a profile at once, as a crash would; resolves when it is gone. Linux alone. */
export async function killBrowser(profile: string): Promise<void> {
  const isBrowser = (pid: number) => {
    const command = read(pid, 'cmdline');
    return command.includes(`--user-data-dir=${profile}`) && !command.includes('--type=');
  };
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(isBrowser);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  while (pids.some((pid) => read(pid, 'cmdline') !== '')) await setTimeout(POLL_MS);
}

/** The largest resident set that any of the processes has now. */
export function residentBytes(pids: readonly number[]): number {
  return Math.max(...pids.map((pid) => KIB * Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0)));
}

/** From here on {@link peakBytes} counts anew. */
export function resetPeak(pids: readonly number[]): void {
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The largest resident set that any of the processes has had. */
export function peakBytes(pids: readonly number[]): number {
  return Math.max(...pids.map((pid) => KIB * Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0)));
}

/** Seconds of processor time that the processes have had, on all cores together. */
export function cpuSeconds(pids: readonly number[]): number {
  // Fields 14 and 15, of which the process's name, in brackets, is the second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const ticks = pids.map((pid) => (read(pid, 'stat').split(') ')[1] ?? '').split(' ').slice(11, 13).map(Number));
  return ticks.flat().reduce((sum, count) => sum + count, 0) / TICKS_PER_SECOND;
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
