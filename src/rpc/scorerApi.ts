/**
 * What the page and the scorer worker say to each other. Types only: the worker's class implements {@link ScorerApi}, so
 * the page compiles no worker code. Everything here survives structured cloning; callbacks go through `Comlink.proxy`.
 */
import type { ErrorKind } from '../core/errors.ts';
import type { DeviceReport } from '../core/fit/deviceReport.ts';
import type { PictureDigests } from '../core/dataset/pictureDigests.ts';
import type { CandidateScore, HeadName } from '../core/score/score.ts';
import type { Task } from '../core/task.ts';
import type { LockHolder } from './lockHolder.ts';

/** An image as the user gave it: still encoded. */
export interface ImageInput {
  readonly name: string;
  readonly blob: Blob;
}

/** `upright`: EXIF orientation applied, as people see it. `official`: as the model's official Python does, which may ignore it. */
export type ImageOrientation = 'upright' | 'official';

export type ModelLocation =
  /** Files of a folder the user chose; `path` is relative to that folder. */
  | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly file: File }[] }
  /** A URL prefix under which `manifest.json` stands. */
  | { readonly kind: 'url'; readonly url: string }
  /** A model of the store (`ModelDescription.id`), whose files were checked when they came. */
  | { readonly kind: 'stored'; readonly id: string };

/**
 * Where the weights are. `resident`: on the device as long as the model is loaded. `streamed`: they pass through it shard
 * by shard, once a request: slower, but a large model then runs on a small device.
 */
export type Residency = 'resident' | 'streamed';

export interface LoadOptions {
  /** Where to run; default `auto`: WebGPU when its self-test passes, else wasm; wasm first where WebGPU is software. */
  readonly provider?: 'auto' | 'webgpu' | 'wasm';
  /** Tests only: WebGPU features to ask for first although they are not known to be safe, e.g. `subgroups`. */
  readonly forceFeatures?: readonly string[];
  /** Default `auto`: resident where that fits the budget and the device, else streamed. */
  readonly residency?: 'auto' | Residency;
  /** Memory of the device that model and work may use, in bytes; default: as much as it gives. */
  readonly gpuBudgetBytes?: number;
  /**
   * Pictures are made no larger than this, in pixels. For models that see pictures at their own size: a larger one takes more
   * time and memory. Default: the model's own limit, as official.
   */
  readonly maxPixels?: number;
}

/** `bytes` counts over the whole package, so that one bar serves the whole load. */
export interface LoadProgress {
  readonly stage: 'reading' | 'self-test';
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; undefined until it is known. */
  readonly bytesPerSecond?: number | undefined;
  /** Until all bytes are read; the self-test comes after. Undefined until it is known. */
  readonly secondsLeft?: number | undefined;
}

/** Where a model runs; `cpu` is onnxruntime's native library in Node. */
export type Provider = 'webgpu' | 'wasm' | 'cpu';

export interface SelfTestAttempt {
  readonly provider: Provider;
  readonly features: readonly string[];
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
    /** What its official code does with a photo's EXIF turn. Where it is applied, {@link ImageOrientation} leaves no choice. */
    readonly orientation: 'ignored' | 'applied';
    readonly dtype: string;
    readonly revision: string | undefined;
    readonly licence: string | undefined;
    /** What the model cannot judge, in one sentence for its users. */
    readonly limits: string | undefined;
    readonly byteLength: number;
    /** SHA-256 of `manifest.json`: it stands for the package. */
    readonly manifestSha256: string;
    /** Of a picture as the model sees it: official least and most. */
    readonly pixels: { readonly least: number; readonly most: number };
    /** {@link LoadOptions.maxPixels}, where it is stricter than the model's own limit. */
    readonly maxPixels: number | undefined;
  };
  readonly device: {
    readonly provider: Provider;
    /** The adapter as the browser describes it, e.g. "google swiftshader"; `CPU, 2 threads` for wasm. */
    readonly description: string;
    /** WebGPU features in use. */
    readonly features: readonly string[];
    readonly residency: Residency;
  };
  /** Every attempt in order; the last one passed. */
  readonly selfTest: readonly SelfTestAttempt[];
  /** Plain sentences for the user when something is not as hoped, e.g. why the CPU is used. */
  readonly warnings: readonly string[];
}

export interface ScoreRequest {
  /** Where the model's task has one, and only there. */
  readonly source?: ImageInput | undefined;
  readonly candidates: readonly ImageInput[];
  readonly instruction: string;
  readonly orientation: ImageOrientation;
  /** Tests and measurements only; default true. False: two full passes a candidate, as the official Python does. */
  readonly reuse?: boolean;
  /** Each outcome is an {@link IdentifiedOutcome}; default false. */
  readonly withSha256?: boolean;
}

/** An error as it crosses the worker boundary. */
export interface TransferredError {
  readonly name: string;
  readonly message: string;
  readonly file?: string;
  /** Absent: `input`. */
  readonly kind?: ErrorKind;
}

export type CandidateOutcome =
  | {
      readonly status: 'scored';
      readonly score: CandidateScore;
      /**
       * {@link LoadOptions.maxPixels}, where it made the source or the candidate smaller than the official code has it: the score
       * is not the official one, and whoever shows it says so.
       */
      readonly maxPixels?: number;
    }
  | { readonly status: 'failed'; readonly error: TransferredError };

/** What an outcome is where {@link ScoreRequest.withSha256} asked for it: it also says of which encoded bytes it is. */
export type IdentifiedOutcome = CandidateOutcome & { readonly sha256?: PictureDigests | undefined };

export type ScoreProgress =
  /** A step begins. `candidate` is an index into the request's candidates; undefined for the source. */
  | {
      readonly type: 'stage';
      readonly stage: 'decoding' | 'vision' | 'language';
      readonly candidate: number | undefined;
      /** Steps done of all steps, for a bar. */
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'outcome'; readonly candidate: number; readonly outcome: CandidateOutcome };

/** The model is loaded once more because its device was lost; the scoring goes on after it. */
export interface ReloadProgress {
  readonly type: 'reload';
  readonly progress: LoadProgress;
}

export interface ScoreResult {
  /** One per candidate, in the request's order. */
  readonly outcomes: readonly CandidateOutcome[];
}

/**
 * The scorer worker. One model at a time. `callId` is chosen by the caller, unique per call, and names the call for
 * {@link ScorerApi.cancel}. Rejections carry a {@link TransferredError}; a bad source image or instruction rejects the
 * call, a bad candidate is an outcome.
 */
export interface ScorerApi extends LockHolder {
  load(
    callId: number,
    location: ModelLocation,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<ModelStatus>;
  /** When the device is lost or runs out of memory, it is opened again once and what is not done yet is done there. */
  score(
    callId: number,
    request: ScoreRequest,
    onProgress: (progress: ScoreProgress | ReloadProgress) => void,
  ): Promise<ScoreResult>;
  /** The named call rejects with `AbortError` within one step. Unknown ids are ignored. */
  cancel(callId: number): Promise<void>;
  /** Bytes of GPU memory that the model and its work hold now; 0 without a model or a GPU. */
  deviceBytes(): Promise<number>;
  /** The most that {@link ScorerApi.deviceBytes} has been since the model was loaded. */
  peakDeviceBytes(): Promise<number>;
  /** Measures, for about a second the first time, what a device can do. Needs no model. */
  measureDevice(provider: 'webgpu' | 'wasm'): Promise<DeviceReport>;
  /** Releases the model and its device. */
  unload(): Promise<void>;
}
