/** A small file and the bytes that Pillow 12.3.0 makes of it with `convert("RGB")`. */
export interface SamplePicture {
  readonly name: string;
  /** What is peculiar about it. */
  readonly holds: string;
  readonly base64: string;
  readonly width: number;
  readonly height: number;
  readonly rgb: readonly number[];
}
