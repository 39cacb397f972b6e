/**
 * What the page and the scorer worker say to each other. Types only: the worker's class implements {@link ScorerApi}, so
 * the page compiles no worker code. Everything here survives structured cloning; callbacks go through `Comlink.proxy`.
 */
import type { CandidateScore } from '../core/score.ts';

/** An image as the user gave it: still encoded. */
export interface ImageInput {
  readonly name: string;
  readonly blob: Blob;
}

/** `upright`: EXIF orientation applied, as people see it. `official`: ignored, as the official Python does. */
export type ImageOrientation = 'upright' | 'official';

export type ModelLocation =
  /** Files of a folder the user chose; `path` is relative to that folder. */
  | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly file: File }[] }
  /** A URL prefix under which `manifest.json` stands. */
  | { readonly kind: 'url'; readonly url: string };

export interface LoadOptions {
  /** Where to run; default `auto`: WebGPU when its self-test passes, else wasm; wasm first where WebGPU is software. */
  readonly provider?: 'auto' | 'webgpu' | 'wasm';
  /** Tests only: WebGPU features to ask for first although they are not known to be safe, e.g. `subgroups`. */
  readonly forceFeatures?: readonly string[];
}

/** `bytes` counts over the whole package, so that one bar serves the whole load. */
export interface LoadProgress {
  readonly stage: 'reading' | 'self-test';
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** Where a model runs; `cpu` is onnxruntime's native library in Node. */
export type Provider = 'webgpu' | 'wasm' | 'cpu';

export interface SelfTestAttempt {
  readonly provider: Provider;
  readonly features: readonly string[];
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
    readonly dtype: string;
    readonly revision: string | undefined;
    readonly licence: string | undefined;
    /** What the model cannot judge, in one sentence for its users. */
    readonly limits: string | undefined;
    readonly byteLength: number;
    /** SHA-256 of `manifest.json`: it stands for the package. */
    readonly manifestSha256: string;
  };
  readonly device: {
    readonly provider: Provider;
    /** The adapter as the browser describes it, e.g. "google swiftshader"; `CPU, 2 threads` for wasm. */
    readonly description: string;
    /** WebGPU features in use. */
    readonly features: readonly string[];
  };
  /** Every attempt in order; the last one passed. */
  readonly selfTest: readonly SelfTestAttempt[];
  /** Plain sentences for the user when something is not as hoped, e.g. why the CPU is used. */
  readonly warnings: readonly string[];
}

export interface ScoreRequest {
  readonly source: ImageInput;
  readonly candidates: readonly ImageInput[];
  readonly instruction: string;
  readonly orientation: ImageOrientation;
}

/** An error as it crosses the worker boundary. */
export interface TransferredError {
  readonly name: string;
  readonly message: string;
  readonly file?: string;
}

export type CandidateOutcome =
  | { readonly status: 'scored'; readonly score: CandidateScore }
  | { readonly status: 'failed'; readonly error: TransferredError };

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

export interface ScoreResult {
  /** One per candidate, in the request's order. */
  readonly outcomes: readonly CandidateOutcome[];
}

/**
 * The scorer worker. One model at a time. `callId` is chosen by the caller, unique per call, and names the call for
 * {@link ScorerApi.cancel}. Rejections carry a {@link TransferredError}; a bad source image or instruction rejects the
 * call, a bad candidate is an outcome.
 */
export interface ScorerApi {
  load(
    callId: number,
    location: ModelLocation,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<ModelStatus>;
  score(callId: number, request: ScoreRequest, onProgress: (progress: ScoreProgress) => void): Promise<ScoreResult>;
  /** The named call rejects with `AbortError` within one step. Unknown ids are ignored. */
  cancel(callId: number): Promise<void>;
  /** Bytes of GPU memory that the model and its work hold now; 0 without a model or a GPU. */
  deviceBytes(): Promise<number>;
  /** Releases the model and its device. */
  unload(): Promise<void>;
}
