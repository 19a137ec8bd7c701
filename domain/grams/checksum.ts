/** FNV-1a over bytes, as eight hexadecimal digits: whether two trainings came to the same. */
export function checksum(of: Float32Array | Uint8Array): string {
  let hash = 2_166_136_261
  for (const byte of new Uint8Array(of.buffer, of.byteOffset, of.byteLength)) {
    hash = Math.imul(hash ^ byte, 16_777_619)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
