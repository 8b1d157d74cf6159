import { type Dials, type LogStyle, logStyles } from '../dials/dials.ts'
import { Draws } from '../draws.ts'
import type { SimulatedTeam, Worker } from '../true-work/staff.ts'

/** How a person keeps a tracker. */
export interface Habits {
  readonly updatesOnFridays: boolean
  /** Null where the person logs nothing. */
  readonly logStyle: LogStyle | null
  /** How often, against the company's mean, this person lets a ticket's moves slide; about 1. */
  readonly sloppiness: number
}

export type HabitsOf = (worker: Worker) => Habits

export function drawHabits(
  { board, traces }: Dials,
  seed: string,
  teams: readonly SimulatedTeam[],
): HabitsOf {
  const draws = new Draws(`${seed} habits`)
  const habits = new Map<Worker, Habits>()
  for (const worker of teams.flatMap((team) => team.workers)) {
    const friday = draws.unit()
    const logs = draws.unit()
    const logStyle = draws.weighted(logStyles.map((style) => [style, traces.logStyles[style] ?? 0] as const))
    habits.set(worker, {
      updatesOnFridays: friday < board.fridayShare,
      logStyle: logs < traces.loggersShare ? logStyle : null,
      sloppiness: draws.between(0.3, 1.7),
    })
  }
  return (worker) => {
    const found = habits.get(worker)
    if (found === undefined) throw new RangeError(`${worker.accountId} has no habits`)
    return found
  }
}
