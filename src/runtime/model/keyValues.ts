import { defined } from '../../core/defined.ts';
import type { PlanNode } from '../../core/plan/scoringPlan.ts';
import type { Tensor } from './session.ts';

/** Keys and values of a prefix, by input name (`past_key.3`), on the device. */
export type KeyValues = ReadonlyMap<string, Tensor>;

export function disposeKeyValues(keyValues: KeyValues): void {
  for (const tensor of keyValues.values()) tensor.dispose();
}

/** Keys and values of a plan's nodes, each with all of its prefix, from its prefill to its release. */
export class HeldKeyValues {
  readonly #byNode = new Map<PlanNode, KeyValues>();

  of(node: PlanNode | undefined): KeyValues | undefined {
    return node && this.#byNode.get(node);
  }

  hold(node: PlanNode, keyValues: KeyValues): void {
    this.#byNode.set(node, keyValues);
  }

  /** Hands a node's over: whoever takes them disposes them. */
  take(node: PlanNode): KeyValues {
    const keyValues = defined(this.#byNode.get(node), 'Nothing is held of a node of the plan.');
    this.#byNode.delete(node);
    return keyValues;
  }

  disposeAll(): void {
    for (const keyValues of this.#byNode.values()) disposeKeyValues(keyValues);
    this.#byNode.clear();
  }
}
