/**
 * What the page and its workers may do, whatever is put into them. https://www.w3.org/TR/CSP3/
 *
 * Nothing comes from elsewhere but models, from wherever the user says: so requests may go out, and nothing that comes back
 * can run. `blob:` among workers is for onnxruntime's threads.
 */
const DIRECTIVES: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'connect-src': "'self' blob: data: https: http:",
  'worker-src': "'self' blob:",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

export const CONTENT_SECURITY_POLICY = Object.entries(DIRECTIVES)
  .map(([name, sources]) => `${name} ${sources}`)
  .join('; ');
