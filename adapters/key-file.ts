import { randomBytes } from 'node:crypto'
import { chown, link, mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode, statOrNull } from './files/stat.ts'
import { type KeyRing, keyRingFromText, newKeyText, SecretKeyError } from './secrets.ts'

/** Bits of a file's mode: its group or anybody may do something with it. */
const ofOthers = 0o077

/** The ring of a key file; null where there is no file. @throws SecretKeyError when others can read it, or it holds no key */
export async function readKeyFile(path: string): Promise<KeyRing | null> {
  const found = await statOrNull(path)
  if (found === null) return null
  // Windows keeps no such bits.
  if (process.platform !== 'win32' && (found.mode & ofOthers) !== 0) {
    throw new SecretKeyError(
      `Others can read the key in ${path}; run: chmod 600 ${path} and connect the trackers again if it may have been read.`,
    )
  }
  return keyRingFromText(await readFile(path, 'utf8'))
}

/** A ring that can be read again from its key file. A file that is gone for a moment leaves the ring as it was. */
export function rereadable(path: string, first: KeyRing): KeyRing {
  let ring = first
  let reading: Promise<KeyRing | null> | null = null
  return {
    get sealingKey() {
      return ring.sealingKey
    },
    get keys() {
      return ring.keys
    },
    async reread() {
      // Whoever asks while it is being read gets the same answer.
      reading ??= readKeyFile(path).finally(() => {
        reading = null
      })
      ring = (await reading) ?? ring
    },
  }
}

/** Makes a key file with a new key, mode 600 in a folder of mode 700. Of several that start at once all get the same key. */
export async function createKeyFile(path: string): Promise<KeyRing> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  // Written whole aside and linked into place: nobody ever sees half a key, and exactly one wins.
  const aside = await writeAside(path, newKeyText())
  try {
    await link(aside, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    await rm(aside)
  }
  const ring = await readKeyFile(path)
  if (ring === null) throw new SecretKeyError(`The key file ${path} was removed as soon as it was made.`)
  return ring
}

/**
 * Puts a new key before those of the file, if there is one: it seals from now on, and the others still open. Survives a power cut
 * once it returns, so what is sealed after can be opened. One at a time: of two at once, one would lose the other's key.
 */
export async function addNewKey(path: string): Promise<KeyRing> {
  const ring = await readKeyFile(path)
  if (ring === null) return await createKeyFile(path)
  // A link to the file stays one.
  const target = await realpath(path)
  const { uid, gid } = await stat(target)
  const aside = await writeAside(target, `${newKeyText()}\n${await readFile(target, 'utf8')}`)
  // As root we may replace the file of the account that the worker runs as; it stays that account's.
  if (process.getuid?.() === 0) await chown(aside, uid, gid)
  await rename(aside, target)
  await syncFolder(dirname(target))
  return keyRingFromText(await readFile(target, 'utf8'))
}

/** Windows can't open a folder, and needs none of this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}

async function writeAside(path: string, text: string): Promise<string> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(aside, `${text.trim()}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return aside
}
