import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compareTexts } from '../../../domain/text/text-order.ts'
import { largestReportBytes, type MailSource, MailSourceError } from './source.ts'

/**
 * A folder of `.eml` files, one mail each, that a mail server or a person fills; or a Maildir, as mail servers deliver to (its `new`
 * and `cur`). Files that stay as they are are read once.
 */
export function mailFolder(dir: string): MailSource {
  /** By name: the size and time of change under which a file was read. */
  const read = new Map<string, string>()
  return {
    name: dir,
    async read(handle) {
      for (const path of await mailsIn(dir)) {
        const name = stayingName(path)
        const found = await unlessGone(path, fileAt(path))
        if (found === null || read.get(name) === found.version) continue
        const mail = found.isTooLarge ? null : await unlessGone(path, readFile(path))
        // Another program has moved it or taken it away since: what was moved is found by the next reading.
        if (mail === null && !found.isTooLarge) continue
        if ((await handle(mail)) === 'done') read.set(name, found.version)
      }
    },
  }
}

const maildirFolders = ['new', 'cur'] as const

async function mailsIn(dir: string): Promise<string[]> {
  const names = await namesIn(dir)
  const mails = names.filter((name) => /^[^.].*\.eml$/i.test(name)).map((name) => join(dir, name))
  if (!maildirFolders.every((name) => names.includes(name))) return mails
  for (const folder of maildirFolders) {
    const delivered = await namesIn(join(dir, folder))
    mails.push(...delivered.filter((name) => !name.startsWith('.')).map((name) => join(dir, folder, name)))
  }
  return mails
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).toSorted(compareTexts)
  } catch (error) {
    throw sourceErrorOf(error, dir)
  }
}

/** A mail of a Maildir moves from `new` to `cur` and has its flags behind a colon: what is before stays. */
function stayingName(path: string): string {
  return basename(path).replace(/:.*$/, '')
}

/** Null for what is no file of its own. */
async function fileAt(path: string): Promise<{ version: string; isTooLarge: boolean } | null> {
  const found = await lstat(path)
  if (!found.isFile()) return null
  return { version: `${found.size} ${found.mtimeMs}`, isTooLarge: found.size > largestReportBytes }
}

/** Null where the file isn't there any more. @throws MailSourceError */
async function unlessGone<Result>(path: string, reading: Promise<Result>): Promise<Result | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
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
