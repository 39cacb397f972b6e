import { ANSWER_MARK } from './gpuMessages.ts';
import { DeviceError } from '../../runtime/model/deviceError.ts';

/** The adapters that Vulkan's loader tells of, and which of them was opened. */
export interface VulkanReport {
  /** In Vulkan's order; undefined: there is no loader, or it says nothing. */
  readonly adapters: readonly string[] | undefined;
  readonly opened: { readonly name: string; readonly driver: string } | undefined;
}

/** Has Vulkan's loader (from 1.3.204, of 2022) write what {@link GpuLog} reads. onnxruntime names no adapter. */
export const TELL_ADAPTERS = { VK_LOADER_DEBUG: 'driver' };

/** Of https://github.com/google/dawn `DeviceLostReason`: we gave the device back ourselves. */
const GIVEN_BACK = ['2', '3'];
/** Of `wgpu::ErrorType`. */
const OUT_OF_MEMORY_TYPE = '3';

/** How much of the last words of a process is worth to be told. */
const LAST_LINES = 3;

/** Reads what the GPU process writes to standard error: Vulkan's loader, Dawn and onnxruntime say there what they tell no one else. */
export class GpuLog {
  #rest = '';
  #sorted: string[] | undefined;
  #isSorted = false;
  #opened: VulkanReport['opened'];
  #last: string[] = [];
  readonly #onLine: (line: string) => void;

  /** `onLine` hears of every whole line. */
  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  get report(): VulkanReport {
    return { adapters: this.#sorted, opened: this.#opened };
  }

  /** The last lines since the last answer that are no loader's. */
  get lastWords(): string {
    return this.#last.join(' ');
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#read(line);
  }

  #read(line: string): void {
    this.#onLine(line);
    if (/\bDRIVER\b|^(?:INFO|DEBUG|WARNING|LAYER|PERF)\b.*:/.test(line)) this.#readLoader(line);
    else if (line.startsWith(ANSWER_MARK)) this.#last = [];
    else if (line.trim() !== '') this.#last = [...this.#last, line].slice(-LAST_LINES);
  }

  #readLoader(line: string): void {
    const [, name = '', driver = ''] = /Using "(.*)" with driver: "(.*)"/.exec(line) ?? [];
    if (name !== '') this.#opened = { name, driver };
    const [, index, adapter = ''] = /\[(\d+)\] (.*?)(?:\s*\[default\])?\s*$/.exec(line) ?? [];
    if (index === undefined) this.#isSorted = /Sorted order:|Order set to:/.test(line);
    else if (this.#isSorted) this.#sorted = [...(index === '0' ? [] : (this.#sorted ?? [])), adapter];
  }
}

/** The failure of a GPU that a line tells of; undefined when it tells of none. */
export function failureIn(line: string): DeviceError | undefined {
  const [, lost, why = ''] = /WebGPU device lost \((\d+)\): ?(.*)/.exec(line) ?? [];
  if (lost !== undefined && !GIVEN_BACK.includes(lost)) return new DeviceError(`The GPU was lost. ${why}`.trim());
  const [, type, what = ''] = /WebGPU device error\((\d+)\): ?(.*)/.exec(line) ?? [];
  if (type === undefined) return undefined;
  const isOutOfMemory = type === OUT_OF_MEMORY_TYPE || /OUT_OF_(?:DEVICE|HOST)_MEMORY|out of memory/i.test(what);
  return new DeviceError(isOutOfMemory ? 'The GPU ran out of memory.' : `The GPU failed: ${what}`, { isOutOfMemory });
}
