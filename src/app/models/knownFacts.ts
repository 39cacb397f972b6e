import { memoryNeeds } from '../../core/fit/memoryNeeds.ts';
import { formatBytes } from '../../core/formatNumbers.ts';
import { knownPackage, type KnownDtype, type KnownSizes } from './knownPackage.ts';

/** What a model costs, each with its name: counted, before anything of it is downloaded. */
export function knownFacts(sizes: KnownSizes, dtype: KnownDtype): readonly (readonly [string, string])[] {
  const { manifest, byteLength } = knownPackage(sizes, dtype);
  const { residentBytes, streamedBytes } = memoryNeeds(manifest, 'webgpu');
  return [
    ['Download', `${formatBytes(sizes.sourceBytes)}, once`],
    ['Disk', `${formatBytes(byteLength)}, at ${dtype}`],
    ['GPU memory', `${formatBytes(residentBytes)}; streamed ${formatBytes(streamedBytes)}, which is slower`],
  ];
}
