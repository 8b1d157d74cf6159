import * as fs from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** A folder of Plumbline's own can't be used; the message says which and what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError'
}

/** The bits of a mode that let anybody but the owner in. */
const othersBits = 0o077
const stickyBit = 0o1000

/**
 * Opens a folder that Plumbline keeps data in, making it and its parents where need be. It is its owner's alone: a new one
 * gets mode 700, and one that others may enter is tightened with all that it holds.
 * @returns its absolute path, free of symbolic links
 * @throws DataFolderError
 */
export function openOwnFolder(path: string): string {
  try {
    fs.mkdirSync(path, { recursive: true, mode: 0o700 })
    const folder = fs.realpathSync(path)
    const { mode } = fs.statSync(folder)
    if ((mode & stickyBit) !== 0 || [homedir(), dirname(folder)].includes(folder))
      throw new DataFolderError(
        `${folder} is not for Plumbline alone: choose a folder of its own, such as ${join(folder, 'plumbline')}`,
      )
    if ((mode & othersBits) !== 0) tighten(folder)
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
    return folder
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new DataFolderError(`${resolve(path)} can't hold data: ${reasonOf(String(error.code), path)}`, {
      cause: error,
    })
  }
}

/** Takes all but the owner's rights away. Links are left alone: what they lead to may be another's. */
function tighten(path: string): void {
  const stats = fs.lstatSync(path)
  if (stats.isSymbolicLink()) return
  if ((stats.mode & othersBits) !== 0) fs.chmodSync(path, stats.mode & 0o7700)
  if (stats.isDirectory()) for (const name of fs.readdirSync(path)) tighten(join(path, name))
}

function reasonOf(code: string, path: string): string {
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return isDanglingLink(path)
        ? 'it is a link to a folder that is not there'
        : 'there is a file where a folder should be; move it away, or choose another folder'
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there; give it the right to, or choose another folder'
    case 'EROFS':
      return 'its file system is read-only; choose another folder'
    case 'ENAMETOOLONG':
      return 'its path is too long for this system; choose a shorter one'
    case 'ENOENT':
    case 'ELOOP':
      return 'it is a link to a folder that is not there'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'there is no space left'
    default:
      return `the system says ${code}`
  }
}

function isDanglingLink(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && !fs.existsSync(path)
}
