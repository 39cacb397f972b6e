/** The bytes that a text of base64 stands for. Throws `InvalidCharacterError` for any other text. */
export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
