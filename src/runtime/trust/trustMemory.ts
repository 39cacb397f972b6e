import type { Provider } from '../../core/loading/device.ts';
import type { Operators } from '../../core/loading/operators.ts';
import type { SelfTest } from '../../core/modelPackage/manifest.ts';

/** A package on a device, as a self-test tries it. With anything of it changed, the result may be another one. */
export interface TestedDevice {
  readonly manifestSha256: string;
  readonly provider: Provider;
  readonly features: readonly string[];
  readonly operators: Operators;
  /** See `Backend`. */
  readonly identity: string;
}

/** What a self-test found. */
export type Verdict =
  | {
      readonly passed: true;
      readonly maxDifference: number;
      /** What the short test gave on this device, right after the whole one had passed. */
      readonly shortTest: SelfTest['expected'];
    }
  | { readonly passed: false; readonly maxDifference: number };

/**
 * Keeps what self-tests found. It does not replace them: where the whole test passed once, a short one must give the same
 * rewards each time.
 */
export interface TrustMemory {
  recall(device: TestedDevice): Promise<Verdict | undefined>;
  remember(device: TestedDevice, verdict: Verdict): Promise<void>;
}
