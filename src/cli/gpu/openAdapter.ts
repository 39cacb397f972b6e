import { DeviceError } from '../../runtime/model/deviceError.ts';
import { placeAdapters, selectAdapter, type Adapter } from './adapters.ts';
import { lookAtGpu, openGpu, type OpenedGpu } from './openGpu.ts';
import { readPciGpus } from './pciGpus.ts';

/** Opens the adapter that `editreward devices` shows under a number, or the one that comes by itself. Throws {@link DeviceError}. */
export async function openAdapter(index: number | undefined): Promise<OpenedGpu> {
  if (index === undefined) return openGpu();
  requireVulkan();
  const { adapters } = await findAdapters();
  return openOneOf(adapters, index);
}

/** Opens one of the adapters that were found. */
export async function openOneOf(adapters: readonly Adapter[], index: number): Promise<OpenedGpu> {
  const opened = await openGpu(selectAdapter(adapters, index));
  const wanted = adapters[index]?.name;
  if (opened.name === wanted) return opened;
  await opened.child.close();
  throw new DeviceError(`Adapter ${index}, ${wanted}, was asked for, and WebGPU opens ${opened.name} instead.`);
}

/** What there is, and the one that is opened when none is asked for. */
export interface FoundAdapters {
  readonly adapters: readonly Adapter[];
  /** Its name; undefined where none could be opened, and `reason` says why. */
  readonly usual: string | undefined;
  readonly reason: string | undefined;
}

export async function findAdapters(): Promise<FoundAdapters> {
  const { opened, report, failure } = await lookAtGpu();
  await opened?.child.close();
  const adapters = placeAdapters(report.adapters ?? [], readPciGpus());
  return { adapters, usual: opened?.name, reason: failure?.message };
}

/** Only Vulkan's loader lets a GPU be chosen, and tells their names. */
function requireVulkan(): void {
  if (process.platform === 'linux') return;
  throw new DeviceError('A GPU can be chosen by its number only on Linux. Leave --adapter and EDITREWARD_ADAPTER out.');
}
