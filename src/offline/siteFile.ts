/** A file of the built site that is kept for use without a network. */
export interface SiteFile {
  /** Relative to the site. */
  readonly url: string;
  /** Null where the address holds a digest already, and never means another content. */
  readonly revision: string | null;
  /** `sha384-…`: nothing else is kept under this address. */
  readonly integrity: string;
}

/** The site has two builds of onnxruntime-web (see `runtime/web/onnxruntime.ts`); this is how their files are told apart. */
const JSPI_BUILD = /(^|\/)ort[\w.-]*\.jspi\b/;
const ASYNCIFY_BUILD = /(^|\/)ort[\w.-]*\.(asyncify|webgpu)\b/;

/** The files that a browser needs: of onnxruntime-web, only the build that it runs. */
export function filesForBrowser(files: readonly SiteFile[], hasJspi: boolean): readonly SiteFile[] {
  const other = hasJspi ? ASYNCIFY_BUILD : JSPI_BUILD;
  return files.filter(({ url }) => !other.test(url));
}
