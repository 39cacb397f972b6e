/** Mesa's, Chromium's and Microsoft's GPUs that are programs. */
const SOFTWARE = /llvmpipe|lavapipe|swiftshader|basic render/i;

/** Whether an adapter of this name computes on the CPU: onnxruntime does that better itself. */
export function isSoftware(name: string): boolean {
  return SOFTWARE.test(name);
}
