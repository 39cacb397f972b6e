/** What is done with inflated bytes as they come. */
export interface InflatedSink {
  push(bytes: Uint8Array): void;
  /** Nothing more is wanted. */
  readonly isComplete: boolean;
  /** Forgets what has come. */
  restart(): void;
}
