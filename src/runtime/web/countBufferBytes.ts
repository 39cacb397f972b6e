/** Bytes of GPU buffers that are alive. */
export interface BufferCount {
  bytes(): number;
  /** The most there have been at once. */
  peakBytes(): number;
}

/**
 * Counts the buffers that anyone, onnxruntime too, creates on `device` and has not destroyed. A browser tells nobody how
 * much GPU memory is in use.
 */
export function countBufferBytes(device: GPUDevice): BufferCount {
  let bytes = 0;
  let peakBytes = 0;
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    bytes += buffer.size;
    peakBytes = Math.max(peakBytes, bytes);
    const destroy = buffer.destroy.bind(buffer);
    let alive = true;
    buffer.destroy = () => {
      if (alive) bytes -= buffer.size;
      alive = false;
      return destroy();
    };
    return buffer;
  };
  return { bytes: () => bytes, peakBytes: () => peakBytes };
}
