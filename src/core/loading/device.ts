/** Where a model runs; `cpu` is onnxruntime's native library in Node. */
export type Provider = 'webgpu' | 'wasm' | 'cpu';

/**
 * Where the weights are. `resident`: on the device as long as the model is loaded. `streamed`: they pass through it
 * shard by shard, once for each request. That is slower, but a large model runs on a small device.
 */
export type Residency = 'resident' | 'streamed';
