import type { Tensor } from './session.ts';

/** Keys and values of a prefix, by input name (`past_key.3`), on the device. */
export type KeyValues = ReadonlyMap<string, Tensor>;

export function disposeKeyValues(keyValues: KeyValues): void {
  for (const tensor of keyValues.values()) tensor.dispose();
}
