import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareTexts } from '../../../domain/text-order.ts'
import { largestReportBytes, type MailSource, MailSourceError } from './source.ts'

/** A folder of `.eml` files, one mail each, that a mail server or a person fills. Files that stay as they are are read once. */
export function mailFolder(dir: string): MailSource {
  /** By name: the size and time of change under which a file was read. */
  const read = new Map<string, string>()
  return {
    name: dir,
    async read(handle) {
      for (const name of await emlFilesIn(dir)) {
        const path = join(dir, name)
        const found = await fileAt(path)
        if (found === null || read.get(name) === found.version) continue
        const mail = found.isTooLarge ? null : await fromFiles(path, readFile(path))
        if ((await handle(mail)) === 'done') read.set(name, found.version)
      }
    },
  }
}

async function emlFilesIn(dir: string): Promise<string[]> {
  const names = await fromFiles(dir, readdir(dir))
  return names.filter((name) => /^[^.].*\.eml$/i.test(name)).toSorted(compareTexts)
}

/** Null for what is no file of its own, or is gone again. */
async function fileAt(path: string): Promise<{ version: string; isTooLarge: boolean } | null> {
  const found = await lstat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw sourceErrorOf(error, path)
  })
  if (found === null || !found.isFile()) return null
  return { version: `${found.size} ${found.mtimeMs}`, isTooLarge: found.size > largestReportBytes }
}

async function fromFiles<Result>(path: string, reading: Promise<Result>): Promise<Result> {
  try {
    return await reading
  } catch (error) {
    throw sourceErrorOf(error, path)
  }
}

/** What isn't the file system's failure stays as it is. */
function sourceErrorOf(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  return new MailSourceError(
    `${path} can't be read (${String(error.code)}): check MAIL_BOUNCES_DIR and its permissions`,
  )
}
