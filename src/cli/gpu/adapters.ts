import { groupBy } from '../../core/groupBy.ts';
import { DeviceError } from '../../runtime/model/deviceError.ts';
import type { PciGpu } from './pciGpus.ts';

/** A GPU that Vulkan shows. */
export interface Adapter {
  /** Its place in Vulkan's own order: dedicated GPUs first, each kind by its place on the PCI bus. */
  readonly index: number;
  readonly name: string;
  /** Undefined for programs, and where nobody can tell which of the bus it is. */
  readonly pci: PciPlace | undefined;
}

/** `address` is undefined where there are more of its kind on the bus than Vulkan shows, as in a container with some of them. */
type PciPlace = Omit<PciGpu, 'address'> & { readonly address: string | undefined };

/** Whose GPUs are called so, by the vendor's number, and how its driver's manifest is called. */
const VENDORS = [
  { name: /nvidia|geforce|quadro|tesla|rtx/i, vendor: '0x10de', manifest: '*nvidia*' },
  { name: /amd|radeon/i, vendor: '0x1002', manifest: '*radeon*,*amd*' },
  { name: /intel/i, vendor: '0x8086', manifest: '*intel*' },
] as const;

/** Programs have numbers, too. */
const PROGRAMS = [
  { name: /swiftshader/i, id: '0x1ae0:0xc0de', manifest: '*swiftshader*' },
  { name: /llvmpipe/i, id: '0x10005:0x0', manifest: '*lvp*' },
] as const;

/** Gives the names that Vulkan shows, in its order, their places on the bus: the GPUs of a vendor stand there in the same order. */
export function placeAdapters(names: readonly string[], gpus: readonly PciGpu[]): Adapter[] {
  const onBus = groupBy(gpus, ({ vendor }) => vendor);
  const shown = groupBy(names, vendorOf);
  const waiting = new Map([...onBus].map(([vendor, all]) => [vendor, placesOf(all, shown.get(vendor)?.length ?? 0)]));
  return names.map((name, index) => ({ index, name, pci: waiting.get(vendorOf(name) ?? '')?.shift() }));
}

function vendorOf(name: string): string | undefined {
  return VENDORS.find((one) => one.name.test(name))?.vendor;
}

/** Of a vendor's GPUs, of which Vulkan shows `count`. Where it shows fewer, what all of them have in common is known. */
function placesOf(all: readonly PciGpu[], count: number): PciPlace[] {
  if (count === all.length) return [...all];
  const [first, ...others] = all;
  if (!first || others.some(({ device }) => device !== first.device)) return [];
  return Array.from({ length: count }, () => ({ ...first, address: undefined }));
}

/** What makes Vulkan put an adapter first, and show others' drivers no more. Throws {@link DeviceError}. */
export function selectAdapter(adapters: readonly Adapter[], index: number): Readonly<Record<string, string>> {
  const adapter = adapters[index];
  if (!adapter) throw new DeviceError(`There is no adapter ${index}: \`editreward devices\` shows which there are.`);
  const id = idOf(adapter);
  const isTwin = (other: Adapter) => idOf(other) === id && (id !== undefined || other.name === adapter.name);
  const twin = adapters.find((other) => other.index < index && isTwin(other));
  if (twin) throw new DeviceError(twinText(twin, adapter));
  const manifest = [...VENDORS, ...PROGRAMS].find((one) => one.name.test(adapter.name))?.manifest;
  return {
    ...(id !== undefined && { VK_LOADER_DEVICE_SELECT: id }),
    ...(manifest !== undefined && { VK_LOADER_DRIVERS_SELECT: manifest }),
  };
}

function idOf({ name, pci }: Adapter): string | undefined {
  return pci ? `${pci.vendor}:${pci.device}` : PROGRAMS.find((program) => program.name.test(name))?.id;
}

function twinText(twin: Adapter, { index, name }: Adapter): string {
  return (
    `Adapters ${twin.index} and ${index} are both ${name}, which Vulkan's loader cannot tell apart. Show this process only one ` +
    "of them: Slurm's --gres=gpu:1 does so where it constrains devices, and so does a container with one GPU."
  );
}
