import type { Feeds, OrtModule, Tensor } from './session.ts';

/** How a session's inputs are made, by their names, of what a run is about. */
export type FeedTable<Run> = Readonly<Record<string, (run: Run, tensors: Tensors) => Tensor>>;

/** Makes tensors in memory. */
export interface Tensors {
  float32(values: Float32Array, dims: readonly number[]): Tensor;
  int32(values: Int32Array, dims: readonly number[]): Tensor;
  int64(values: readonly number[], dims: readonly number[]): Tensor;
}

export function createTensors({ Tensor: OrtTensor }: Pick<OrtModule, 'Tensor'>): Tensors {
  return {
    float32: (values, dims) => new OrtTensor('float32', values, dims),
    int32: (values, dims) => new OrtTensor('int32', values, dims),
    int64: (values, dims) => new OrtTensor('int64', BigInt64Array.from(values, BigInt), dims),
  };
}

/** The inputs of one run through a chain of sessions. Each is made once, when the first session asks for it. */
export class RunFeeds<Run> {
  readonly #table: FeedTable<Run>;
  readonly #run: Run;
  readonly #tensors: Tensors;
  readonly #made = new Map<string, Tensor>();

  constructor(table: FeedTable<Run>, run: Run, tensors: Tensors) {
    this.#table = table;
    this.#run = run;
    this.#tensors = tensors;
  }

  /** Inputs by `names`; those that are `given` are taken as they are. Throws where no one knows an input. */
  of(names: readonly string[], given: Feeds): Feeds {
    return Object.fromEntries(names.map((name) => [name, given[name] ?? this.#get(name)]));
  }

  #get(name: string): Tensor {
    const make = this.#table[name];
    if (!make) throw new Error(`The model's graph asks for an input "${name}", which this version does not know.`);
    const tensor = this.#made.get(name) ?? make(this.#run, this.#tensors);
    this.#made.set(name, tensor);
    return tensor;
  }
}

/** A value that is made when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
