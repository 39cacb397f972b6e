import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

interface ProcessTime {
  readonly parent: number;
  readonly ms: number;
}

/**
 * Processor time that the children of this process have taken so far, and their children: what a busy machine changes least.
 * NaN where there is no `/proc`.
 */
export function childrenProcessorMs(): number {
  const processes = readProcesses();
  if (processes.size === 0) return NaN;
  return [...processes].reduce((sum, [pid, { ms }]) => (isOurs(pid, processes) ? sum + ms : sum), 0);
}

function isOurs(pid: number, processes: ReadonlyMap<number, ProcessTime>): boolean {
  for (let at = processes.get(pid)?.parent; at !== undefined; at = processes.get(at)?.parent) {
    if (at === process.pid) return true;
  }
  return false;
}

function readProcesses(): Map<number, ProcessTime> {
  const processes = new Map<number, ProcessTime>();
  for (const name of listProc().filter((entry) => /^\d+$/.test(entry))) {
    const fields = readStat(name);
    if (fields) processes.set(Number(name), { parent: Number(fields[1]), ms: sumOf(fields) * TICK_MS });
  }
  return processes;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: `utime` and `stime`, and those of children that have ended. */
function sumOf(fields: readonly string[]): number {
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

function listProc(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}

/** The fields behind the name, which may hold spaces; undefined for a process that has just ended. */
function readStat(pid: string): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
