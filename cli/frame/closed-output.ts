import { fstatSync, readFileSync, readlinkSync } from 'node:fs'

const stdoutDescriptor = 1
const accessMode = 0o3
const readAndWrite = 0o2
const shells = /^-?(?:ba|da|z|k|mk|a|fi|tc|c)?sh$|^busybox$/

/**
 * Whether our standard output was closed when we were started (`>&-` in a shell). Node opens /dev/null for reading and
 * writing in its place, and so do programs that start others to drop their output; a shell never does. So we look for
 * the nearest process above us with another standard output, and see whether it is a shell. Linux only: elsewhere false.
 */
export function isStdoutClosed(): boolean {
  if (process.platform !== 'linux' || !fstatSync(stdoutDescriptor).isCharacterDevice()) return false
  let pid = process.pid
  while (isOpenNull(pid)) {
    pid = parentOf(pid)
    if (pid <= 1) return false
  }
  return pid !== process.pid && shells.test(textOf(`/proc/${pid}/comm`).trim())
}

/** Whether a process' standard output is /dev/null, open for reading and writing. */
function isOpenNull(pid: number): boolean {
  if (linkOf(`/proc/${pid}/fd/${stdoutDescriptor}`) !== '/dev/null') return false
  const [, flags = '0'] = /^flags:\s*([0-7]+)$/m.exec(textOf(`/proc/${pid}/fdinfo/${stdoutDescriptor}`)) ?? []
  return (Number.parseInt(flags, 8) & accessMode) === readAndWrite
}

function parentOf(pid: number): number {
  // The command's name, in brackets, may hold spaces and brackets.
  const fields = textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return Number(fields[1] ?? 0)
}

/** Empty if it is gone or another user's. */
function textOf(path: string): string {
  return orEmpty(() => readFileSync(path, 'utf8'))
}

function linkOf(path: string): string {
  return orEmpty(() => readlinkSync(path))
}

function orEmpty(read: () => string): string {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}
