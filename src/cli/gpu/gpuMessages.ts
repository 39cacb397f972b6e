/** What the command and the process that has the GPU say to each other. */
import type { Tensor } from '../../runtime/model/session.ts';

/** A tensor in memory. */
export interface SentTensor {
  readonly type: Tensor['type'];
  readonly dims: readonly number[];
  readonly data: Tensor['data'];
}

/** A tensor that is sent once: the process keeps it under a number below zero, until it is dropped. */
export interface KeptTensor extends SentTensor {
  readonly keep: number;
}

/** A tensor that stays on the GPU, under a number. */
export interface HeldTensor {
  readonly type: Tensor['type'];
  readonly dims: readonly number[];
  readonly held: number;
}

/** What the GPU process is asked to do, in this order. `id` is that of the answer; without one none is awaited. */
export type GpuTask =
  | {
      readonly do: 'create';
      readonly id: number;
      readonly session: number;
      /** Path of the file, or the bytes of a graph without external data. */
      readonly graph: string | Uint8Array;
      readonly deviceOutputs: readonly string[];
    }
  | {
      readonly do: 'run';
      readonly id: number;
      readonly session: number;
      readonly feeds: Readonly<Record<string, SentTensor | KeptTensor | Pick<HeldTensor, 'held'>>>;
      readonly fetches: readonly string[];
    }
  | { readonly do: 'read'; readonly id: number; readonly held: number }
  | { readonly do: 'release'; readonly id: number; readonly session: number }
  | { readonly do: 'drop'; readonly held: number };

export interface CreatedSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

export type RunOutputs = Readonly<Record<string, SentTensor | HeldTensor>>;

/** What a task gave. Errors do not keep their class on the way. */
export type GpuAnswer = { readonly id: number } & (
  { readonly value: CreatedSession | RunOutputs | SentTensor | undefined } | { readonly error: string }
);

/**
 * The process writes this line, with the number of an answer, to standard error before the answer goes out. So whoever has
 * seen it has seen all that the native library said until then: of a GPU's failures it tells nobody else.
 */
export const ANSWER_MARK = '\u0001answer ';
