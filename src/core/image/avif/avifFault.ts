/** What is wrong with an AVIF, as a clause; `readAvifStructure` makes a `DecodeError` of it. */
export class AvifFault extends Error {
  override readonly name = 'AvifFault';
}
