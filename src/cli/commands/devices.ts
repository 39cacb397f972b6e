import { parseArgs } from 'node:util';
import { EXIT_OK, type Command } from '../command.ts';

export const devices: Command = {
  name: 'devices',
  summary: 'Show the GPUs here, what they offer, and which one is used',
  help: `Usage: editreward devices [--json]

Opens each GPU in a process of its own and measures it for a second. Needs no model. Whether a model gives the right scores
on a GPU, its self-test finds out when the model is loaded.

Linux shows GPUs by Vulkan's loader (libvulkan.so.1), in its order; elsewhere the system's usual one is shown. Vulkan does not
know CUDA_VISIBLE_DEVICES. VK_DRIVER_FILES names the driver's manifest, where the system has it in an unusual place.

  --json                   print one JSON object instead of lines`,

  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
    const { runDevices } = await import('./runDevices.ts');
    await runDevices(values.json);
    return EXIT_OK;
  },
};
