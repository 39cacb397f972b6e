/** A model that the owner of the site offers. */
export interface CatalogueEntry {
  readonly title: string;
  readonly address: string;
  readonly byteLength: number;
  readonly licence?: string | undefined;
  /** Digest of its manifest. */
  readonly sha256: string;
}
