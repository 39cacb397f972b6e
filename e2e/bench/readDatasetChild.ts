/** Reads one dataset in a process of its own and prints what that took as JSON. Argument: its path. */
import { openDataset } from '../../src/cli/commands/evaluate/openDataset.ts';

const [path = ''] = process.argv.slice(2);
const before = process.cpuUsage();
const { dataset } = await openDataset({ manifest: path, preference: 'none' });
const { user, system } = process.cpuUsage(before);
// maxRSS is in KiB.
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ items: dataset.items.length, peakBytes, cpuMs: (user + system) / 1000 }));
