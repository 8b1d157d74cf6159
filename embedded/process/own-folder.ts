import * as fs from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'

/** A folder of Plumbline's own can't be used; the message says which and what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError'
}

/** The bits of a mode that let anybody but the owner in. */
const othersBits = 0o077
const stickyBit = 0o1000

/** Entries that identify an older data folder, from before they were closed to others. */
const dataFolderNames = /^(postgres|temporal|mailbox|secret\.key|plumbline\.log|demo\.log)$/

/**
 * Opens the folder that holds all data, as openOwnFolder does. One that others may enter and that holds other things is
 * refused: nobody's files but ours get another mode.
 * @returns its absolute path, free of symbolic links
 * @throws DataFolderError
 */
export function openDataFolder(path: string): string {
  return open(path, (folder, { mode }) => {
    const names = fs.readdirSync(folder)
    const isForeign = names.length > 0 && !names.some((name) => dataFolderNames.test(name))
    if (isForeign || (mode & stickyBit) !== 0 || [homedir(), dirname(folder)].includes(folder))
      throw new DataFolderError(
        `${folder} is not for Plumbline alone: choose a folder of its own, such as ${join(folder, 'plumbline')}`,
      )
    fs.chmodSync(folder, mode & 0o7700)
    for (const name of names.filter((each) => dataFolderNames.test(each))) tighten(join(folder, name))
  })
}

/**
 * Opens a folder within the data folder, making it and its parents where need be. It is its owner's alone: a new one gets
 * mode 700, and one that others may enter is tightened with all that it holds.
 * @returns its absolute path, free of symbolic links
 * @throws DataFolderError
 */
export function openOwnFolder(path: string): string {
  return open(path, tighten)
}

function open(path: string, tightenWide: (folder: string, stats: fs.Stats) => void): string {
  try {
    fs.mkdirSync(path, { recursive: true, mode: 0o700 })
    const folder = fs.realpathSync(path)
    const stats = fs.statSync(folder)
    if ((stats.mode & othersBits) !== 0) tightenWide(folder, stats)
    // Try it instead of reading mode bits: access lists and read-only file systems count too.
    fs.rmdirSync(fs.mkdtempSync(join(folder, '.new-')))
    return folder
  } catch (error) {
    throw named(error, resolve(path))
  }
}

/**
 * Opens a file in the data folder for appending; mode 600 where it is new.
 * @returns its descriptor
 * @throws DataFolderError
 */
export function openOwnFile(path: string): number {
  const folder = openDataFolder(dirname(path))
  try {
    return fs.openSync(join(folder, basename(path)), 'a', 0o600)
  } catch (error) {
    throw named(error, path)
  }
}

function named(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  return new DataFolderError(`${path} can't be used: ${reasonOf(String(error.code), path)}`, { cause: error })
}

/** Takes all but the owner's rights away. Links are left alone: what they lead to may be another's. */
function tighten(path: string): void {
  const stats = fs.lstatSync(path)
  if (stats.isSymbolicLink()) return
  if ((stats.mode & othersBits) !== 0) fs.chmodSync(path, stats.mode & 0o7700)
  if (stats.isDirectory()) for (const name of fs.readdirSync(path)) tighten(join(path, name))
}

const fileInTheWay = 'there is a file where a folder should be; move it away, or choose another folder'
const leadsNowhere = 'it is a link to a folder that is not there'

function reasonOf(code: string, path: string): string {
  switch (code) {
    case 'EEXIST':
      return isDanglingLink(path) ? leadsNowhere : fileInTheWay
    case 'ENOTDIR':
      return fileInTheWay
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there; give it the right to, or choose another folder'
    case 'EROFS':
      return 'its file system is read-only; choose another folder'
    case 'ENAMETOOLONG':
      return 'its path is too long for this system; choose a shorter one'
    case 'ENOENT':
    case 'ELOOP':
      return leadsNowhere
    case 'EISDIR':
      return 'there is a folder where a file should be; move it away'
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
