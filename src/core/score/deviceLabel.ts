import type { ReportedDevice } from './scoreReport.ts';

/** A device in one line, e.g. "WebGPU, NVIDIA A100, fused operators": scores that were made alike have the same. */
export function deviceLabel({ provider, description, features, operators }: ReportedDevice): string {
  const place = provider === 'webgpu' ? [`WebGPU, ${description}`] : [description];
  return [...place, ...features, ...(operators === undefined ? [] : [`${operators} operators`])].join(', ');
}
