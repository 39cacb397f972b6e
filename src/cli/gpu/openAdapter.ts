import { openGpu, type OpenedGpu } from './openGpu.ts';

export function openAdapter(_adapter: number | undefined): Promise<OpenedGpu> {
  return openGpu();
}
