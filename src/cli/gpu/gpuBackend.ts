import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import { defined } from '../../core/defined.ts';
import type {
  Backend,
  Feeds,
  InferenceSession,
  SessionFiles,
  SessionReader,
  Tensor,
} from '../../runtime/model/session.ts';
import { gpuIdentity } from '../trust/deviceIdentity.ts';
import { nodeOrt, openGraph } from '../nodeSessions.ts';
import type { GpuChild } from './gpuChild.ts';
import type { OpenedGpu } from './openGpu.ts';
import type { CreatedSession, HeldTensor, KeptTensor, RunOutputs, SentTensor } from './gpuMessages.ts';

/** A GPU in a process of its own as a backend. Takes over the process: it is closed with the backend. */
export function createGpuBackend(
  packagePath: string,
  variant: GraphVariant,
  { child, name, driver }: OpenedGpu,
): Backend {
  const sessions = new RemoteSessions(child, packagePath);
  return {
    provider: 'webgpu',
    variant,
    description: name,
    features: [],
    identity: gpuIdentity(name, driver),
    ort: nodeOrt,
    createSession: (files, reader) => sessions.create(files, reader),
    // Whatever is under way is rejected when the process or its GPU fails.
    guard: (work) => work,
    deviceBytes: () => sessions.bytes,
    peakDeviceBytes: () => sessions.peakBytes,
    dispose: () => child.close(),
  };
}

/** All shards of a model take the same masks and rotary tables. A pipe moves half a gigabyte a second, so they are sent once. */
const KEPT_FROM_BYTES = 16_384;
/** More than a run has inputs, so none is dropped that is still to be used. */
const MOST_KEPT = 16;

/** The sessions of another process. Their outputs on the GPU are tensors here that hold a number. */
class RemoteSessions {
  readonly #child: GpuChild;
  readonly #packagePath: string;
  /** What the process has: outputs on the GPU, and inputs that were sent. */
  readonly #held = new WeakMap<Tensor, number>();
  /** Of the inputs that the process keeps, the oldest first. */
  readonly #kept: Tensor[] = [];
  #lastKept = 0;
  #lastSession = 0;
  /** Of weights: what onnxruntime has beside them it does not tell. */
  bytes = 0;
  peakBytes = 0;

  constructor(child: GpuChild, packagePath: string) {
    this.#child = child;
    this.#packagePath = packagePath;
  }

  async create(files: SessionFiles, reader: SessionReader): Promise<InferenceSession> {
    const graph = await openGraph(this.#packagePath, files, reader);
    const session = ++this.#lastSession;
    const task = { do: 'create', session, graph, deviceOutputs: files.deviceOutputs } as const;
    const names = (await this.#child.ask(task)) as CreatedSession;
    const weights = await this.#weightBytes(files);
    this.#count(weights);
    return {
      ...names,
      run: (feeds, fetches = names.outputNames) => this.#run(session, feeds, fetches),
      release: async () => {
        await this.#child.ask({ do: 'release', session });
        this.#count(-weights);
      },
    };
  }

  async #run(session: number, feeds: Feeds, fetches: readonly string[]): Promise<Readonly<Record<string, Tensor>>> {
    const sent = Object.entries(feeds).map(([name, tensor]) => [name, this.#send(tensor)] as const);
    const task = { do: 'run', session, feeds: Object.fromEntries(sent), fetches } as const;
    const outputs = Object.entries((await this.#child.ask(task)) as RunOutputs);
    return Object.fromEntries(outputs.map(([name, output]) => [name, this.#receive(output)]));
  }

  #send(tensor: Tensor): SentTensor | KeptTensor | Pick<HeldTensor, 'held'> {
    const held = this.#held.get(tensor);
    if (held !== undefined) return { held };
    if (tensor.location !== 'cpu') throw new Error('A tensor of another device was given to the GPU.');
    const { type, dims, data } = tensor;
    const isLarge = ArrayBuffer.isView(data) && data.byteLength >= KEPT_FROM_BYTES;
    return isLarge ? { type, dims, data, keep: this.#keep(tensor) } : { type, dims, data };
  }

  /** Makes room first: what is dropped is dropped before the run that `tensor` is for. */
  #keep(tensor: Tensor): number {
    const oldest = this.#kept.length < MOST_KEPT ? undefined : this.#kept.shift();
    if (oldest) {
      this.#child.tell({ do: 'drop', held: defined(this.#held.get(oldest), 'A kept tensor has no number.') });
      this.#held.delete(oldest);
    }
    this.#kept.push(tensor);
    this.#held.set(tensor, --this.#lastKept);
    return this.#lastKept;
  }

  #receive(output: SentTensor | HeldTensor): Tensor {
    if ('data' in output) return new nodeOrt.Tensor(output.type, output.data, output.dims);
    const { type, dims, held } = output;
    const download = async () => ((await this.#child.ask({ do: 'read', held })) as SentTensor).data;
    const dispose = () => this.#child.tell({ do: 'drop', held });
    const tensor = fromNumber(held, { dataType: type, dims, download, dispose } as GpuTensorOptions);
    this.#held.set(tensor, held);
    return tensor;
  }

  async #weightBytes({ externalData }: SessionFiles): Promise<number> {
    const files = await Promise.all(externalData.map((path) => stat(join(this.#packagePath, path))));
    return files.reduce((sum, { size }) => sum + size, 0);
  }

  #count(bytes: number): void {
    this.bytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.bytes);
  }
}

type FromGpuBuffer = typeof nodeOrt.Tensor.fromGpuBuffer;
type GpuTensorOptions = Parameters<FromGpuBuffer>[1];

/** onnxruntime's own tensor, whose buffer is nothing but a number here. */
function fromNumber(held: number, options: GpuTensorOptions): Tensor {
  return nodeOrt.Tensor.fromGpuBuffer(held as unknown as Parameters<FromGpuBuffer>[0], options);
}
