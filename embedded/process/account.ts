import { spawnSync } from 'node:child_process'

/** The unprivileged account that a server runs as when we are root. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** The system's `nobody`: PostgreSQL refuses to run as root, so root starts it as this user. */
export const nobody: Account = { uid: 65534, gid: 65534 }

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0
}

/** Whether the account may pass through a folder or run a file; null stands for ourselves. Asks the system: mode bits don't tell of access lists. */
export function canReach(account: Account | null, path: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -r "$0" || test -d "$0" && test -x "$0"', path], {
      ...account,
      cwd: '/',
    }).status === 0
  )
}
