// @ts-check
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The system's limit is 104 bytes on macOS and 108 on Linux. */
const longestPath = 100

/**
 * Lends a path for the socket `<folder>/<name>` that is short enough for the system: the path itself, or one through a
 * link in a private temporary folder, which is needed only while a socket binds or connects.
 * @template Result
 * @param {string} folder
 * @param {string} name
 * @param {(path: string) => Promise<Result>} use
 */
export async function withSocketPath(folder, name, use) {
  const path = join(folder, name)
  if (Buffer.byteLength(path) <= longestPath) return await use(path)
  const short = mkdtempSync(join(tmpdir(), 'plumbline-'))
  try {
    symlinkSync(folder, join(short, 'f'))
    return await use(join(short, 'f', name))
  } finally {
    rmSync(short, { recursive: true, force: true })
  }
}
