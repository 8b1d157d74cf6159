import { readFileSync } from 'node:fs'

/** Whose a process is; `node` is the program that was started. */
export type ProcessKind = 'node' | 'postgres' | 'temporal' | 'other'

/** Of Linux; the kernel counts processor time in them. */
const ticksPerSecond = 100

/** Processor time of a process and of all that it started: by Linux's files, and empty on other systems. */
export class ProcessWatch {
  readonly #root: number
  readonly #seen = new Map<number, { readonly kind: ProcessKind; readonly seconds: number }>()

  constructor(root: number) {
    this.#root = root
  }

  /** Notes how much each process has taken up to now. */
  look(): void {
    for (const pid of withDescendants(this.#root)) {
      const seconds = cpuSecondsOf(pid)
      if (seconds === null) continue
      // One that has ended and is not yet waited for has no name any more.
      const kind = kindOf(pid) ?? this.#seen.get(pid)?.kind ?? 'other'
      this.#seen.set(pid, { kind: pid === this.#root ? 'node' : kind, seconds })
    }
  }

  cpuSeconds(): ReadonlyMap<ProcessKind, number> {
    const sums = new Map<ProcessKind, number>()
    for (const { kind, seconds } of this.#seen.values()) sums.set(kind, (sums.get(kind) ?? 0) + seconds)
    return sums
  }
}

/** Processor time of a process without that of others; null where it is gone, or the system doesn't tell. */
export function cpuSecondsOf(pid: number): number | null {
  const stat = contentsOf(`/proc/${pid}/stat`)
  if (stat === null) return null
  // Its name stands in parentheses, and may hold any.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function withDescendants(pid: number): number[] {
  const children = contentsOf(`/proc/${pid}/task/${pid}/children`) ?? ''
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(withDescendants)]
}

/** Null for one without a name. */
function kindOf(pid: number): ProcessKind | null {
  const command = contentsOf(`/proc/${pid}/cmdline`) ?? ''
  if (command === '') return null
  if (/^postgres|\/postgres\0/.test(command)) return 'postgres'
  const [program = ''] = command.split('\0')
  return /temporal/.test(program) ? 'temporal' : 'other'
}

/** Null where a process ended meanwhile. */
function contentsOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
