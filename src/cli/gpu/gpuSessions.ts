import { defined } from '../../core/defined.ts';
import type { Feeds, InferenceSession, Tensor } from '../../runtime/model/session.ts';
import { nodeOrt } from '../nodeSessions.ts';
import { createGpuSession } from './createGpuSession.ts';
import type { CreatedSession, GpuTask, HeldTensor, KeptTensor, RunOutputs, SentTensor } from './gpuMessages.ts';
import { readBackGraph } from './readBackGraph.ts';

/** What the GPU process has: sessions, and tensors on the GPU, each under its number. */
export class GpuSessions {
  readonly #sessions = new Map<number, InferenceSession>();
  readonly #held = new Map<number, Tensor>();
  /** By type and rank: they read tensors of the GPU. */
  readonly #readers = new Map<string, InferenceSession>();
  #lastHeld = 0;

  async do(task: GpuTask): Promise<CreatedSession | RunOutputs | SentTensor | undefined> {
    switch (task.do) {
      case 'create':
        return this.#create(task);
      case 'run':
        return this.#run(task);
      case 'read':
        return sent(await this.#read(this.#tensor(task.held)));
      case 'release':
        await this.#session(task.session).release();
        this.#sessions.delete(task.session);
        return undefined;
      case 'drop':
        this.#tensor(task.held).dispose();
        this.#held.delete(task.held);
        return undefined;
    }
  }

  async #create({ session, graph, deviceOutputs }: Extract<GpuTask, { do: 'create' }>): Promise<CreatedSession> {
    const created = await createGpuSession(graph, deviceOutputs);
    this.#sessions.set(session, created);
    return { inputNames: created.inputNames, outputNames: created.outputNames };
  }

  async #run({ session, feeds, fetches }: Extract<GpuTask, { do: 'run' }>): Promise<RunOutputs> {
    const inputs = Object.entries(feeds).map(([name, feed]) => [name, this.#input(feed)] as const);
    const outputs = await this.#session(session).run(Object.fromEntries(inputs), fetches);
    return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, this.#output(tensor)]));
  }

  #input(feed: SentTensor | KeptTensor | Pick<HeldTensor, 'held'>): Tensor {
    if ('held' in feed) return this.#tensor(feed.held);
    const tensor = new nodeOrt.Tensor(feed.type, feed.data, feed.dims);
    if ('keep' in feed) this.#held.set(feed.keep, tensor);
    return tensor;
  }

  #output(tensor: Tensor): SentTensor | HeldTensor {
    if (tensor.location === 'cpu') return sent(tensor);
    this.#held.set(++this.#lastHeld, tensor);
    return { type: tensor.type, dims: tensor.dims, held: this.#lastHeld };
  }

  /** `getData()` of a tensor on the GPU would end the process. */
  async #read(tensor: Tensor): Promise<Tensor> {
    const feeds: Feeds = { x: tensor };
    return defined((await (await this.#reader(tensor)).run(feeds))['y'], 'A tensor of the GPU could not be read.');
  }

  async #reader({ type, dims }: Tensor): Promise<InferenceSession> {
    const key = `${type} ${dims.length}`;
    const known = this.#readers.get(key);
    if (known) return known;
    const reader = await createGpuSession(readBackGraph(type === 'float16' ? 'float16' : 'float', dims.length), []);
    this.#readers.set(key, reader);
    return reader;
  }

  #session(number: number): InferenceSession {
    return defined(this.#sessions.get(number), `The GPU process has no session ${number}.`);
  }

  #tensor(held: number): Tensor {
    return defined(this.#held.get(held), `The GPU process has no tensor ${held}.`);
  }
}

function sent({ type, dims, data }: Tensor): SentTensor {
  return { type, dims, data };
}
