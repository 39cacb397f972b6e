/** A server that is slow to answer may keep a page between two addresses for so long. */
const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/**
 * Does `read`, which reads a Blob of any kind. Does it again when it may have failed for no reason of its own.
 *
 * While a page is being left, WebKit (seen in 2.50) refuses to read any Blob, a chosen file or one in memory, until the
 * next page is there. The page and its workers go on meanwhile: as long as a server takes to answer, or for good when
 * the answer is a download or nothing. A file that "can no longer be read" is then as it was.
 */
export async function readSteadily<Result>(read: () => Promise<Result>): Promise<Result> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await read();
    } catch (error) {
      const hadToWait = await untilBlobsAreRead();
      // Blobs may be read again since the moment before: only a second failure is the Blob's own.
      if (!isFirst && !hadToWait) throw error;
    }
  }
}

/** Returns whether there was anything to wait for. */
async function untilBlobsAreRead(): Promise<boolean> {
  if (await canReadBlobs()) return false;
  const end = performance.now() + PATIENCE_MS;
  do await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  while (performance.now() < end && !(await canReadBlobs()));
  return performance.now() < end;
}

async function canReadBlobs(): Promise<boolean> {
  try {
    await new Blob(['1']).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
