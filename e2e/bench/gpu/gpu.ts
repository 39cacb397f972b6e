/** How fast EditReward is on this machine's GPU, without a checkpoint, a browser or a network. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../../src/core/errors.ts';
import type { Dtype } from '../../../src/core/modelPackage/manifest.ts';
import type { BenchCase, BenchResult } from '../benchCase.ts';
import { createCounter } from '../reuseWork.ts';
import { PICTURE_SIDE } from '../reuseTarget.ts';
import { checkDevice, type Check } from './checkDevice.ts';
import { describeDevice, deviceLine } from './describeDevice.ts';
import { parseGpuOptions, type GpuOptions } from './gpuOptions.ts';
import { describeRow, gpuRow, gpuTable, MANY, skippedRow, torchRow, type GpuRow } from './gpuRow.ts';
import { measureDtype, type MadePackage } from './measureDtype.ts';
import { openNvidiaSmi, type NvidiaSmi } from './nvidiaSmi.ts';
import { describeProfile, profileDtype } from './profileDtype.ts';
import { makeRandomPackage } from './randomPackage.ts';
import { timeTorch } from './torchShapes.ts';

/** The most that one kind of requests is repeated for, and PyTorch. */
const LIMIT_SECONDS = 30;
/** Pixels of a patch's side. */
const PATCH_SIZE = 14;
/** Of the budget that is left: other dtypes want their turn. */
const SHARE_OF_BUDGET = 0.1;

export const gpu: BenchCase = {
  name: 'gpu',
  summary: "speed of a random model of the 7B's shape on this GPU in Node; options: see docs/gpus.md",
  async run(args) {
    const options = parseGpuOptions(args);
    const root = await mkdtemp(join(options.folder ?? tmpdir(), 'editreward-gpu-'));
    try {
      return await new GpuBench(options, root).run();
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

/** A run of the bench. Rows are told as they come: whoever ends it early has seen what there was. */
class GpuBench {
  readonly #options: GpuOptions;
  readonly #root: string;
  readonly #smi: NvidiaSmi | undefined = openNvidiaSmi();
  readonly #startMs = performance.now();
  readonly #rows: GpuRow[] = [];
  readonly #notes: string[] = [];

  constructor(options: GpuOptions, root: string) {
    this.#options = options;
    this.#root = root;
  }

  async run(): Promise<BenchResult> {
    const { dtypes, shapeName, device } = this.#options;
    const described = await describeDevice(device);
    const about = `${device.name}: ${deviceLine(described)}; shape ${shapeName}; ${this.#describeMachine()}`;
    say(about);
    for (const dtype of dtypes) {
      if (dtype === 'q4f16' && !described.half) this.#add(skippedRow(dtype, 'this device has no fp16'));
      else await this.#measure(dtype);
    }
    const { node } = process.versions;
    return {
      rows: this.#rows,
      markdown: [about, gpuTable(this.#rows), ...this.#notes].join('\n\n'),
      summary: {
        ...described,
        device: device.name,
        shape: shapeName,
        machine: this.#describeMachine(),
        node,
        notes: this.#notes,
      },
    };
  }

  async #measure(dtype: Dtype): Promise<void> {
    if (this.#leftSeconds() <= 0) return this.#add(skippedRow(dtype, 'no time was left'));
    const path = join(this.#root, dtype);
    try {
      await this.#measureIn(path, dtype);
    } catch (error) {
      // What one dtype fails on, another may not know.
      this.#add(skippedRow(dtype, messageOf(error).trim()));
    } finally {
      await rm(path, { recursive: true, force: true });
    }
  }

  async #measureIn(path: string, dtype: Dtype): Promise<void> {
    const { device, shape, profile } = this.#options;
    say(`${dtype}: comparing the device with the processor…`);
    const checks = await checkDevice(device, shape, dtype, join(this.#root, `${dtype}-check`));
    for (const { variant, reason } of checks)
      if (reason !== undefined) this.#note(`${dtype}, ${variant} graphs: ${reason}.`);
    const check = checks.find(({ passed }) => passed);
    if (!check) return this.#add(skippedRow(dtype, 'the device computes wrong, so nothing was timed'));
    const made = await this.#make(path, dtype);
    const counter = await createCounter(path, made.files.manifest);
    const work = counter.count(MANY);
    const limitSeconds = () => this.#limitSeconds();
    const measured = await measureDtype(made, { device, check, work, smi: this.#smi, limitSeconds });
    const isFirst = !this.#rows.some((row) => 'secondsOfFour' in row);
    const row = gpuRow(dtype, measured);
    this.#add(row);
    if (isFirst) await this.#addTorch(counter.promptTokens(), Number(row['secondsOfFour']));
    if (isFirst && profile && device.name !== 'cpu') await this.#addProfile(made, check, measured.many.seconds);
  }

  /** Throws where the disk has too little room. */
  async #make(path: string, dtype: Dtype): Promise<MadePackage> {
    say(`${dtype}: making a random model…`);
    const startMs = performance.now();
    const files = await makeRandomPackage(path, this.#options.shape, dtype);
    return { files, path, makeSeconds: (performance.now() - startMs) / 1000 };
  }

  async #addTorch(promptTokens: readonly number[], ours: number): Promise<void> {
    const { python, shape } = this.#options;
    if (python === undefined || this.#leftSeconds() <= 0) return;
    say('PyTorch: two full passes in bf16…');
    const gridSide = PICTURE_SIDE / PATCH_SIZE;
    const timing = await timeTorch(python, { shape, gridSide, promptTokens, limitSeconds: this.#limitSeconds() });
    if (typeof timing === 'string') this.#note(`No PyTorch beside it: ${timing}.`);
    else this.#add(torchRow(timing, ours));
  }

  async #addProfile(made: MadePackage, check: Check, wallSeconds: number): Promise<void> {
    if (this.#leftSeconds() <= 0) return;
    say('Profiling…');
    const profile = await profileDtype(made, { check, wallSeconds });
    this.#note(profile ? describeProfile(profile) : 'This GPU keeps no time of its kernels.');
  }

  #describeMachine(): string {
    return [
      this.#smi?.description ?? 'no nvidia-smi here',
      `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'a CPU'}`,
    ].join(', ');
  }

  #add(row: GpuRow): void {
    this.#rows.push(row);
    say(describeRow(row));
  }

  #note(text: string): void {
    this.#notes.push(text);
    say(text);
  }

  #leftSeconds(): number {
    return this.#options.budgetSeconds - (performance.now() - this.#startMs) / 1000;
  }

  #limitSeconds(): number {
    return Math.min(LIMIT_SECONDS, SHARE_OF_BUDGET * this.#leftSeconds());
  }
}

/** On standard error, at once, with the time: the result comes on standard output at the end. */
function say(text: string): void {
  console.error(`[${new Date().toISOString().slice(11, 19)}] ${text}`);
}
