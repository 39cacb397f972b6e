/**
 * WebKit's streams cannot be iterated, though TypeScript's library says that all streams can. Here the compiler refuses
 * `for await` and `yield*` over them everywhere. `readStream` does the same by hand.
 * https://developer.mozilla.org/docs/Web/API/ReadableStream#browser_compatibility
 */
interface ReadableStream<R> {
  [Symbol.asyncIterator](): never;
  values(): never;
}
