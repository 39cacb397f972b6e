import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A GPU on the PCI bus: numbers as the kernel writes them, e.g. `0x10de`. */
export interface PciGpu {
  /** E.g. `0000:07:00.0`. */
  readonly address: string;
  readonly vendor: string;
  readonly device: string;
}

/** Of https://pci-ids.ucw.cz/read/PD/03: displays, and GPUs of servers that have none. */
const DISPLAY_CLASS = '0x03';

/** The GPUs that Linux shows, by address. None elsewhere. */
export function readPciGpus(folder = '/sys/bus/pci/devices'): PciGpu[] {
  if (!existsSync(folder)) return [];
  const addresses = readdirSync(folder).toSorted();
  return addresses
    .filter((address) => textOf(folder, address, 'class').startsWith(DISPLAY_CLASS))
    .map((address) => ({
      address,
      vendor: textOf(folder, address, 'vendor'),
      device: textOf(folder, address, 'device'),
    }));
}

function textOf(folder: string, address: string, name: string): string {
  const path = join(folder, address, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}
