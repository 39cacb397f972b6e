import { describe, expect, it } from 'vitest';
import { failureIn, GpuLog } from './gpuLog.ts';
import { ANSWER_MARK } from './gpuMessages.ts';

/** As loaders 1.3.239 and newer write it; two GPUs of which the second one is chosen. */
const LOADER = `DRIVER:           Found ICD manifest file /etc/vulkan/icd.d/nvidia_icd.json, version "1.0.0"
INFO | DRIVER:    linux_read_sorted_physical_devices:
INFO | DRIVER:         Original order:
INFO | DRIVER:               [0] llvmpipe (LLVM 15.0.6, 256 bits)
INFO | DRIVER:               [1] NVIDIA A100-SXM4-80GB
INFO | DRIVER:         Sorted order:
INFO | DRIVER:               [0] NVIDIA A100-SXM4-80GB  [default]
INFO | DRIVER:               [1] llvmpipe (LLVM 15.0.6, 256 bits)  
DEBUG | DRIVER:   Copying old device 0 into new device 0
error: XDG_RUNTIME_DIR is invalid or not set in the environment.
DRIVER:                  Using "NVIDIA A100-SXM4-80GB" with driver: "libGLX_nvidia.so.0"
`;

describe('GpuLog', () => {
  it('reads the adapters in their order and the one that was opened, however the text is cut', () => {
    const log = new GpuLog(() => undefined);
    // Twice, as the loader writes it for each time that it is asked.
    for (const char of LOADER + LOADER) log.add(char);
    expect(log.report).toEqual({
      adapters: ['NVIDIA A100-SXM4-80GB', 'llvmpipe (LLVM 15.0.6, 256 bits)'],
      opened: { name: 'NVIDIA A100-SXM4-80GB', driver: 'libGLX_nvidia.so.0' },
    });
    expect(log.lastWords).toMatch(/^error: XDG_RUNTIME_DIR\b.*\.$/);
    // What was said before an answer is not why a later task fails.
    log.add(`${ANSWER_MARK}7\nsegmentation fault\n`);
    expect(log.lastWords).toBe('segmentation fault');
  });

  it('knows nothing where there is no loader, and hands every line on', () => {
    const lines: string[] = [];
    const log = new GpuLog((line) => lines.push(line));
    log.add('a\nb');
    expect(log.report).toEqual({ adapters: undefined, opened: undefined });
    log.add('c\n');
    expect(lines).toEqual(['a', 'bc']);
  });
});

describe('failureIn', () => {
  it('hears of a lost GPU, of one that is full, and of any other failure', () => {
    expect(failureIn('WebGPU device lost (1): vkQueueSubmit failed with VK_ERROR_DEVICE_LOST')).toMatchObject({
      name: 'DeviceError',
      message: 'The GPU was lost. vkQueueSubmit failed with VK_ERROR_DEVICE_LOST',
      isOutOfMemory: false,
    });
    const logged = '[E:onnxruntime:onnxruntime-node, webgpu_context.cc:1 operator()] WebGPU device error';
    // As SwiftShader's is written when two matrices of 17,000 x 17,000 are multiplied on it.
    const full = '(3): vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY';
    expect(failureIn(`\u001B[1;31m2026-11-27 01:08:20.401899537 ${logged}${full}`)).toMatchObject({
      message: 'The GPU ran out of memory.',
      isOutOfMemory: true,
    });
    expect(failureIn(`${logged}(4): vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY`)).toMatchObject({
      isOutOfMemory: true,
    });
    expect(failureIn(`${logged}(2): Binding size is too large.`)).toMatchObject({
      message: 'The GPU failed: Binding size is too large.',
      isOutOfMemory: false,
    });
  });

  it.each(['WebGPU device lost (2): Device was destroyed.', 'WebGPU device lost (3): dropped', 'GPU', ''])(
    'takes %j for no failure',
    (line) => expect(failureIn(line)).toBeUndefined(),
  );
});
