/**
 * Cross-origin isolation: without it a page gets no SharedArrayBuffer, and wasm runs on one thread. Documents need both
 * headers, and scripts of their workers the second one. https://web.dev/articles/coop-coep
 */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** `response` as a host would give it that sets `headers`. A redirect, which only the browser may read, stays as it is. */
export function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  if (response.type === 'opaqueredirect' || response.type === 'opaque') return response;
  const { body, status, statusText } = response;
  const merged = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) merged.set(name, value);
  return new Response(body, { status, statusText, headers: merged });
}
