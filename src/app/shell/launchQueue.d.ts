/** https://wicg.github.io/web-app-launch/#launchqueue-interface, of Chromium only. */
interface Window {
  readonly launchQueue?: {
    setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
  };
}
