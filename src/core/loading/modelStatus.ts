import type { ImageProcessorConfig } from '../modelPackage/imageProcessorConfig.ts';
import type { HeadName } from '../score/score.ts';
import type { ReportedTaste } from '../score/scoreReport.ts';
import type { ReferenceSet } from '../reference/referenceSet.ts';
import type { Task } from '../task.ts';
import type { Provider, Residency } from './device.ts';
import type { Operators } from './operators.ts';

export interface SelfTestAttempt {
  readonly provider: Provider;
  readonly features: readonly string[];
  /** Which of the package's graphs ran. */
  readonly operators: Operators;
  readonly residency: Residency;
  readonly passed: boolean;
  /** Largest absolute difference from the expected rewards; undefined when the run threw. */
  readonly maxDifference: number | undefined;
  readonly tolerance: number;
  /** Why it failed, in plain words. */
  readonly reason?: string;
}

/** Which model runs where, and whether it can be trusted. */
export interface ModelStatus {
  readonly model: {
    readonly id: string;
    /** What kind of model it is, e.g. "EditReward". */
    readonly title: string;
    /** What it judges: edits of a source, or pictures by themselves. */
    readonly task: Task;
    /** What it scores, in order. */
    readonly heads: readonly HeadName[];
    /**
     * What its official code does with a photo's EXIF turn. If the code applies it, {@link ImageOrientation} changes
     * nothing.
     */
    readonly orientation: 'ignored' | 'applied';
    readonly dtype: string;
    readonly revision: string | undefined;
    readonly licence: string | undefined;
    /** What the model cannot judge, in one sentence for its users. */
    readonly limits: string | undefined;
    readonly byteLength: number;
    /** SHA-256 of `manifest.json`: it stands for the package. */
    readonly manifestSha256: string;
    /** How the official code makes the model's input of a picture. */
    readonly imageProcessor: ImageProcessorConfig;
    /** The official least and most pixels of a picture as the model sees it. */
    readonly pixels: { readonly least: number; readonly most: number };
    /** {@link LoadOptions.maxPixels}, if it is stricter than the model's own limit. */
    readonly maxPixels: number | undefined;
    /** Heads that were trained from votes, and score in the place of the package's own. */
    readonly taste?: ReportedTaste | undefined;
    /** Scores that came with the package, to compare new ones with. */
    readonly reference?: ReferenceSet | undefined;
  };
  readonly device: {
    readonly provider: Provider;
    /** The adapter as the browser describes it, e.g. "google swiftshader"; `CPU, 2 threads` for wasm. */
    readonly description: string;
    /** WebGPU features in use. */
    readonly features: readonly string[];
    readonly operators: Operators;
    readonly residency: Residency;
  };
  /** Every attempt in order; the last one passed. */
  readonly selfTest: readonly SelfTestAttempt[];
  /** Plain sentences for the user if something is not as hoped, e.g. why the CPU is used. */
  readonly warnings: readonly string[];
}
