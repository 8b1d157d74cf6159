import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

/** The path itself is wrong: nothing is there, a file stands where a folder should be, or the other way round. */
export class PathError extends Error {
  override readonly name = 'PathError'
}

/** The path is right, but the system doesn't let us: no permission, read-only, a full disk, a failing device. */
export class FileAccessError extends Error {
  override readonly name = 'FileAccessError'
}

/** What was tried, as the message words it. */
export type FileUse = 'read' | 'written' | 'made'

/** What is wrong with the path, by the system's error code. `made` is a folder. */
const wrongPath: Readonly<Record<string, Readonly<Record<FileUse, string>>>> = {
  ENOENT: {
    read: 'there is no such file; check the path',
    written: 'its folder does not exist; make the folder first, or name another',
    made: 'a folder above it does not exist; make that first, or name another',
  },
  ENOTDIR: same('a part of the path is a file where a folder should be; name another path'),
  EEXIST: same('a file of that name is there already; name another folder, or move the file away'),
  EISDIR: same('it is a folder; name a file'),
  ELOOP: same('its links lead in a circle; name the file itself'),
  ENAMETOOLONG: same('the name is too long; choose a shorter one'),
  EINVAL: same('the system takes no such name; choose another'),
  ERR_INVALID_ARG_VALUE: same('a name can hold no NUL character; choose another'),
}

/** What keeps us from it, by the system's error code. */
const noAccess: Readonly<Record<string, string>> = {
  EACCES: 'this account has no permission; change the permissions of the file or its folder, or name another',
  EPERM: 'the system does not permit it to this account; name another',
  EROFS: 'it is on a read-only file system; name another place',
  ENOSPC: 'the disk is full; free some space, or name another place',
  EDQUOT: "this account's disk quota is used up; free some space, or name another place",
  EFBIG: 'the file would be larger than the system allows; name another place',
  EMFILE: 'this process has too many files open; raise its limit (ulimit -n)',
  ENFILE: 'the system has too many files open; close other programs',
  EBUSY: 'another program keeps it busy; try again later',
  ETXTBSY: 'another program runs it; name another file',
  EIO: 'the device fails to read or write; check the disk',
  ENXIO: 'no device is behind it; name another file',
  ENODEV: 'no device is behind it; name another file',
  EPIPE: 'its reader has gone; start the reader again',
}

/** The failure of an operation on `path` as one of ours; an error that isn't the file system's comes back as it is. */
export function fileError(error: unknown, path: string, use: FileUse): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const { code } = error
  const named = path === '' ? 'the empty path' : path
  // Of file systems such as /proc, whose folders exist and take no file.
  if (code === 'ENOENT' && use === 'written' && existsSync(dirname(path))) {
    return new FileAccessError(
      `${named} can't be written (${code}): its folder takes no files; name another place`,
    )
  }
  const wrong = wrongPath[code]?.[use]
  if (wrong !== undefined) return new PathError(`${named} can't be ${use} (${code}): ${wrong}`)
  const kept = noAccess[code]
  return kept === undefined ? error : new FileAccessError(`${named} can't be ${use} (${code}): ${kept}`)
}

function same(words: string): Readonly<Record<FileUse, string>> {
  return { read: words, written: words, made: words }
}
