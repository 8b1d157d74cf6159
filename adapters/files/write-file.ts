import { randomBytes } from 'node:crypto'
import { openSync, type Stats } from 'node:fs'
import {
  access,
  constants,
  type FileHandle,
  mkdir,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { Socket } from 'node:net'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileError, PathError } from './file-error.ts'
import { hasCode, lstatOrNull, statOrNull } from './stat.ts'

/** Where an output goes: a file, new or in place of an older one, or a pipe or device that stands there. */
export interface OutputFile {
  /** As the person wrote it, for messages. */
  readonly path: string
  /** The file itself, behind any links. */
  readonly target: string
  /** Null for a file that isn't there yet. */
  readonly stats: Stats | null
}

/** Longer chains of links are circles to the system too. */
const mostLinks = 40

/**
 * Finds out whether an output can go to `path`, before the work that makes it; nothing is written or changed.
 * @throws PathError, FileAccessError
 */
export async function checkOutputFile(path: string): Promise<OutputFile> {
  try {
    if (path === '' || path.endsWith('/')) throw new PathError(`"${path}" can't be written: name a file`)
    const stats = await statOrNull(path)
    const output = { path, target: await targetOf(path), stats }
    if (stats?.isDirectory() === true) throw withCode('EISDIR')
    await access(isReplaced(output) ? dirname(output.target) : path, constants.W_OK)
    return output
  } catch (error) {
    throw fileError(error, path, 'written')
  }
}

/**
 * Writes an output whole or not at all: beside its file under another name, which then takes the file's place with the
 * file's mode. A link stays one, and a pipe or device is written to as it is.
 * @throws PathError, FileAccessError, and what `source` or a transform throws
 */
export async function writeOutputFile(
  output: OutputFile,
  source: Readable,
  transforms: readonly NodeJS.ReadWriteStream[] = [],
  signal?: AbortSignal,
): Promise<void> {
  const options = signal === undefined ? {} : { signal }
  const write = (sink: Writable): Promise<void> => pipeline([source, ...transforms, sink], options)
  if (isReplaced(output)) await replaceFile(output, write)
  else await writeInPlace(output, write, signal)
}

/** Finds out whether a folder is there or can be made; nothing is made. @throws PathError, FileAccessError */
export async function checkOutputFolder(path: string): Promise<void> {
  try {
    if (path === '') throw new PathError("the empty path can't be made: name a folder")
    let nearest = resolve(path)
    while ((await statOrNull(nearest)) === null) nearest = dirname(nearest)
    const isFolder = (await stat(nearest)).isDirectory()
    if (!isFolder) throw withCode(nearest === resolve(path) ? 'EEXIST' : 'ENOTDIR')
    await access(nearest, constants.W_OK)
  } catch (error) {
    throw fileError(error, path, 'made')
  }
}

/** Makes a folder and those above it. @throws PathError, FileAccessError */
export async function makeOutputFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.W_OK)
  } catch (error) {
    throw fileError(error, path, 'made')
  }
}

function isReplaced({ stats }: OutputFile): boolean {
  return stats === null || stats.isFile()
}

async function replaceFile(
  { path, target, stats }: OutputFile,
  write: (sink: Writable) => Promise<void>,
): Promise<void> {
  const part = join(dirname(target), `.plumbline-${randomBytes(6).toString('hex')}.part`)
  try {
    {
      await using file = await open(part, 'wx', 0o666)
      if (stats !== null) await keepOwnerAndMode(file, stats)
      await write(file.createWriteStream({ flush: true }))
    }
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    // No file breaks like a pipe: that was the source.
    throw hasCode(error, 'EPIPE') ? error : fileError(error, path, 'written')
  }
}

/** As root we may replace somebody else's file; it stays theirs. */
async function keepOwnerAndMode(file: FileHandle, { mode, uid, gid }: Stats): Promise<void> {
  if (process.getuid?.() === 0) await file.chown(uid, gid)
  await file.chmod(mode & 0o7777)
}

async function writeInPlace(
  { path, stats }: OutputFile,
  write: (sink: Writable) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    // A thread that waits in a write would keep the process from ending, so a pipe is written to as a socket.
    if (stats?.isFIFO() === true)
      await write(new Socket({ fd: await openFifo(path, signal), readable: false, writable: true }))
    else await write((await open(path, constants.O_WRONLY)).createWriteStream())
  } catch (error) {
    throw fileError(error, path, 'written')
  }
}

const readerEveryMs = 50

/** Waits for a reader, without a thread that can't be stopped. @returns a file descriptor */
async function openFifo(path: string, signal: AbortSignal | undefined): Promise<number> {
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch (error) {
      if (!hasCode(error, 'ENXIO')) throw error
    }
    await sleep(readerEveryMs, undefined, signal === undefined ? {} : { signal })
  }
}

/** The file behind a chain of links, whether or not it is there. */
async function targetOf(path: string): Promise<string> {
  let target = path
  for (let links = 0; links <= mostLinks; links++) {
    // First the folder: what ".." means behind a link to a folder, only the system knows.
    target = join(await realpath(dirname(target)), basename(target))
    const link = await lstatOrNull(target)
    if (link?.isSymbolicLink() !== true) return target
    const next = await readlink(target)
    target = isAbsolute(next) ? next : `${dirname(target)}/${next}`
  }
  throw withCode('ELOOP')
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code })
}
