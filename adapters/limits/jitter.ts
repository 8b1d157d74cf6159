import { createHash } from 'node:crypto'

/** Factors between 0.7 and 1.3 (mulberry32). The same seed gives the same factors, so that tests repeat. */
export function seededJitter(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return 0.7 + 0.6 * (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32)
  }
}
