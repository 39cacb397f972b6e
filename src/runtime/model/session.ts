import type * as Onnx from 'onnxruntime-web';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { Provider } from '../../core/loading/device.ts';

/** The part of onnxruntime that the web and the Node package share. */
export type OrtModule = Pick<typeof Onnx, 'InferenceSession' | 'Tensor'>;
export type Tensor = Onnx.Tensor;
export type Feeds = Record<string, Tensor>;

/** The part of onnxruntime's session that the runtime uses. */
export interface InferenceSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Runs the graph; of its outputs only `fetches`, or all. */
  run(feeds: Feeds, fetches?: readonly string[]): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** onnxruntime's session behind our interface. */
export function wrapSession(session: Onnx.InferenceSession): InferenceSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: (feeds, fetches = session.outputNames) => session.run(feeds, fetches),
    release: () => session.release(),
  };
}

/** What is to be created: paths are relative to the model package. */
export interface SessionFiles {
  readonly graph: string;
  readonly externalData: readonly string[];
  /** Outputs that stay on the device, where there is one; the others come back to memory. */
  readonly deviceOutputs: readonly string[];
}

/** Access to the files of the package that a session is made of. A file's digest is checked when it is first asked for. */
export interface SessionReader {
  /** The whole file. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The file to be read piece by piece, where it is a Blob. */
  openBlob(path: string): Promise<Blob | undefined>;
  /** Checks alone, for runtimes that read files themselves. */
  check(path: string): Promise<void>;
  /** Throws when the file can no longer be read: a runtime that fails on a Blob does not say why. */
  probe(path: string): Promise<void>;
}

/** A device with its onnxruntime: where sessions are made and run. One model at a time. */
export interface Backend {
  readonly provider: Provider;
  readonly variant: GraphVariant;
  /** For people, e.g. `google swiftshader` or `CPU, 2 threads`. */
  readonly description: string;
  /** WebGPU features in use. */
  readonly features: readonly string[];
  /** Names device, driver and runtime: another one may compute otherwise. Undefined: no verdict of it is remembered. */
  readonly identity?: string | undefined;
  readonly ort: OrtModule;
  createSession(files: SessionFiles, reader: SessionReader): Promise<InferenceSession>;
  /**
   * Rejects as soon as the device is lost, with a {@link DeviceError}; otherwise settles as `work` does. A lost device
   * may answer with zeros, or never.
   */
  guard<T>(work: Promise<T>): Promise<T>;
  /** Bytes of GPU memory in use; 0 on a CPU. */
  deviceBytes(): number;
  /** The most that {@link Backend.deviceBytes} has been. */
  peakDeviceBytes(): number;
  /** Gives the device back; sessions must have been released before. */
  dispose(): Promise<void>;
}
