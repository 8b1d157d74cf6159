import { gzipSync } from 'node:zlib'

/** A response of 80 MB once it is decompressed, and of less than 1 MB on its way. */
export function gzipBomb(): Buffer {
  return gzipSync(Buffer.alloc(80_000_000, ' '), { level: 1 })
}
