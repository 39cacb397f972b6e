/**
 * Tells when a CSS pixel takes another number of the screen's pixels, as in a window that is moved to another screen: it may stay
 * as large as it was, in CSS pixels. Returns the way to stop.
 */
export function watchPixelRatio(onChange: () => void): () => void {
  const stop = new AbortController();
  const watch = () =>
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', told, {
      once: true,
      signal: stop.signal,
    });
  const told = () => {
    watch();
    onChange();
  };
  watch();
  return () => stop.abort();
}
