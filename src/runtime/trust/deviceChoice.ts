import type { Provider } from '../../core/loading/device.ts';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { Backend } from '../model/session.ts';

/** A device to try. */
export interface DeviceChoice {
  readonly provider: Provider;
  readonly features: readonly string[];
  /** The graphs of a package that it may run, best first. Either may be wrong on a device: the self-test decides. */
  readonly variants: readonly GraphVariant[];
  readonly create: (variant: GraphVariant) => Promise<Backend>;
}

/** The graphs of a GPU, and of Node's CPU: fused attention is the faster one, where it is right. */
export const FUSED_FIRST: readonly GraphVariant[] = ['webgpu', 'cpu'];
