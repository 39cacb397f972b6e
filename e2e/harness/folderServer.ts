import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

/** A server of plain files from another origin than the site, as a model host is. */
export interface FolderServer {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves what lies under `root`; every site may read it. */
export async function serveFolder(root: string): Promise<FolderServer> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const file = join(root, path);
    void stat(file).then(
      ({ size }) => {
        response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Length': size });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
