import { createReadStream } from 'node:fs'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { Instant } from '../../../domain/instant.ts'

/** The relay's log can't be read; the message says what to do. */
export class RelayLogError extends Error {
  override readonly name = 'RelayLogError'
}

interface LogFile {
  readonly path: string
  /** The same while the file is renamed. */
  readonly fileId: string
  readonly bytes: number
  readonly changedAt: Instant
}

const lineEnd = 0x0a

/** Reads a log with its rotated files beside it (`mail.log.1`, `mail.log.2.gz`, `mail.log-20261127`), each line once. */
export class RotatedLog {
  readonly #path: string
  /** How far each file was read, by its id. */
  readonly #offsets = new Map<string, number>()

  constructor(path: string) {
    this.#path = path
  }

  /**
   * Hands over the whole lines that were written since they were read last, oldest first, of files that changed since an instant.
   * @throws RelayLogError
   */
  async read(changedSinceAt: Instant, onLine: (line: string) => void): Promise<void> {
    await this.#fromFiles(async () => {
      for (const file of await this.#files()) {
        if (file.changedAt < changedSinceAt) continue
        const read = this.#offsets.get(file.fileId) ?? 0
        // A log that is copied and emptied begins anew.
        const from = read > file.bytes ? 0 : read
        if (from < file.bytes) this.#offsets.set(file.fileId, from + (await linesOf(file, from, onLine)))
      }
    })
  }

  /** Looks whether the log is there and may be read. @throws RelayLogError */
  check(): Promise<void> {
    return this.#fromFiles(() => access(this.#path, constants.R_OK))
  }

  async #fromFiles(read: () => Promise<void>): Promise<void> {
    try {
      await read()
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error
      throw new RelayLogError(
        `${this.#path} can't be read (${String(error.code)}): check MAIL_RELAY_LOG_FILE and its permissions`,
      )
    }
  }

  /** The log itself comes last of those that changed at the same time. */
  async #files(): Promise<LogFile[]> {
    const name = basename(this.#path)
    const folder = dirname(this.#path)
    const isRotated = (other: string) =>
      other.startsWith(name) && /^[.-]\d[\d-]*(?:\.gz)?$/.test(other.slice(name.length))
    const rotated = (await readdir(folder)).filter(isRotated)
    const files: LogFile[] = []
    for (const path of [...rotated.map((other) => join(folder, other)), this.#path]) {
      const { dev, ino, size, mtimeMs } = await stat(path)
      files.push({ path, fileId: `${dev}:${ino}`, bytes: size, changedAt: mtimeMs })
    }
    return files.toSorted((a, b) => a.changedAt - b.changedAt)
  }
}

/** @returns how many bytes of the file are read: up to the end of its last whole line, or all of a compressed one */
async function linesOf(
  { path, bytes }: LogFile,
  from: number,
  onLine: (line: string) => void,
): Promise<number> {
  const isCompressed = path.endsWith('.gz')
  const raw = createReadStream(path, isCompressed ? {} : { start: from, end: bytes - 1 })
  const stream = isCompressed ? raw.pipe(createGunzip()) : raw
  raw.on('error', (error) => stream.destroy(error))
  let rest = Buffer.alloc(0)
  let whole = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Buffer)) continue
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = text.lastIndexOf(lineEnd) + 1
    for (const line of text.toString('utf8', 0, end).split('\n')) if (line !== '') onLine(line)
    whole += end
    rest = text.subarray(end)
  }
  return isCompressed ? bytes : whole
}
