import type { SelfTestAttempt } from './modelStatus.ts';

type TriedDevice = Pick<SelfTestAttempt, 'provider' | 'features' | 'operators' | 'residency'>;

/** E.g. "WebGPU with subgroups, standard operators shard by shard". What is usual of a device is not said. */
export function deviceName({ provider, features, operators, residency }: TriedDevice): string {
  const isUsual = operators === (provider === 'webgpu' ? 'fused' : 'standard');
  const extras = isUsual ? features : [...features, `${operators} operators`];
  const name = provider === 'webgpu' ? 'WebGPU' : 'CPU';
  const withExtras = extras.length > 0 ? `${name} with ${extras.join(', ')}` : name;
  return residency === 'streamed' ? `${withExtras} shard by shard` : withExtras;
}
