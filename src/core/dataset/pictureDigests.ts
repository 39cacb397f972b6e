/**
 * Which pictures a score is of: SHA-256 of the encoded bytes that were scored, lower-case hex. Undefined for a picture
 * inside the dataset file, whose own digest covers it, and for a picture that could not be read.
 */
export interface PictureDigests {
  readonly source?: string | undefined;
  readonly edited?: string | undefined;
}
