import type * as Onnx from 'onnxruntime-web';

/** The part of onnxruntime that the web and the Node package share. */
export type OrtModule = Pick<typeof Onnx, 'InferenceSession' | 'Tensor'>;
export type Tensor = Onnx.Tensor;
export type InferenceSession = Onnx.InferenceSession;
export type Feeds = Record<string, Tensor>;

/** Which of a session's graphs a provider runs. */
export type GraphVariant = 'webgpu' | 'cpu';

/** What is to be created: paths are relative to the model package. */
export interface SessionFiles {
  readonly graph: string;
  readonly externalData: readonly string[];
  /** Outputs that stay on the device; the others come back to memory. */
  readonly deviceOutputs: readonly string[];
}

/** A device with its onnxruntime: where sessions are made and run. One model at a time. */
export interface Backend {
  readonly provider: 'webgpu' | 'wasm' | 'cpu';
  readonly variant: GraphVariant;
  /** For people, e.g. `google swiftshader` or `CPU, 2 threads`. */
  readonly description: string;
  /** WebGPU features in use. */
  readonly features: readonly string[];
  readonly ort: OrtModule;
  createSession(files: SessionFiles): Promise<InferenceSession>;
  /** Throws when the device can no longer be trusted with results: it was lost, and reads back zeros. */
  assertAlive(): void;
  /** Gives the device back; sessions must have been released before. */
  dispose(): Promise<void>;
}
