import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { productModel } from '../../runtime/trust/deviceSpeed.ts';
import { GpuChild } from './gpuChild.ts';
import { lookAtGpu } from './openGpu.ts';

/** Vulkan finds no driver there, whatever this machine has. */
const NO_GPU = { VK_DRIVER_FILES: '/none.json', VK_ICD_FILENAMES: '/none.json' };

let child: GpuChild;
beforeEach(() => void (child = new GpuChild(NO_GPU)));
afterEach(() => child.close());

const createSession = () => child.ask({ do: 'create', session: 1, graph: productModel(), deviceOutputs: [] });

/** As a driver's fault does, in the midst of a task. */
function end(signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(child.pid, signal);
}

describe('the process that has the GPU', () => {
  it('may end in the midst of a task, which then fails as a device does, and so does every later one', async () => {
    const asked = createSession();
    end('SIGABRT');
    const failure = {
      name: 'DeviceError',
      message: expect.stringMatching(/^The process that had the GPU ended \(SIGABRT\)\./),
    };
    await expect(asked).rejects.toMatchObject({ ...failure, isOutOfMemory: false });
    await expect(createSession()).rejects.toMatchObject(failure);
    // Nothing is sent any more, and nothing thrown.
    child.tell({ do: 'drop', held: 1 });
  });

  it('was out of memory when the system killed it', async () => {
    const asked = createSession();
    end('SIGKILL');
    await expect(asked).rejects.toMatchObject({ name: 'DeviceError', isOutOfMemory: true });
  });

  it('does not end by Ctrl-C, which stops the command between two steps', async () => {
    // It listens once it has answered.
    await child.ask({ do: 'release', session: 7 }).catch(() => undefined);
    end('SIGINT');
    await expect(child.ask({ do: 'release', session: 7 })).rejects.toThrow('The GPU process has no session 7.');
  });
});

it.runIf(process.platform === 'linux')('says in plain words that there is no GPU', async () => {
  const { opened, failure } = await lookAtGpu(NO_GPU);
  expect(opened).toBeUndefined();
  expect(failure).toMatchObject({
    name: 'DeviceError',
    message: 'No GPU was found: Vulkan has no driver for one here, or its loader (libvulkan.so.1) is not installed.',
  });
});

it('does not wait for a GPU that hangs', async () => {
  const { failure } = await lookAtGpu(NO_GPU, 1);
  expect(failure).toMatchObject({ name: 'DeviceError', message: 'The GPU did not answer within 0 s.' });
});
