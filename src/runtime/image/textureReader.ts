import type { TileReader } from './tile.ts';

/**
 * Reads tiles by uploading them to a WebGL texture and reading that back: no premultiplied alpha and no colour conversion
 * on the way. Undefined where there is no WebGL 2.
 */
export function createTextureReader(bitmap: ImageBitmap): { read: TileReader; dispose(): void } | undefined {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return undefined;
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return {
    read({ left, top, width, height }) {
      gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, left);
      gl.pixelStorei(gl.UNPACK_SKIP_ROWS, top);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
      const rgba = new Uint8Array(width * height * 4);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
      return rgba;
    },
    // Browsers keep few contexts alive at a time: do not wait for the garbage collector.
    dispose() {
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
