import type { CapacityRow, EffortRow } from './effort.ts'

/** The parts of a team's week don't sum to its working days: a bug, never a fault of the data. */
export class ConservationError extends Error {
  override readonly name = 'ConservationError'

  constructor(teamId: string, weekStart: string, what: string) {
    super(
      `Effort of team ${teamId} in the week of ${weekStart} is not conserved: ${what}. Please report this.`,
    )
  }
}

/**
 * Asserts, for each team and week, that the tickets' days sum to the attributed ones, that attributed +
 * unattributed + on-call + absence are people × working days, and that all are whole.
 * @throws ConservationError
 */
export function assertConserved(rows: readonly EffortRow[], capacity: readonly CapacityRow[]): void {
  const attributed = new Map<string, number>()
  for (const { teamId, weekStart, milliDays } of rows) {
    const key = `${teamId} ${weekStart}`
    attributed.set(key, (attributed.get(key) ?? 0) + milliDays)
  }
  for (const week of capacity) {
    const { teamId, weekStart, workingMilliDays, attributedMilliDays } = week
    const parts = [
      attributedMilliDays,
      week.unattributedMilliDays,
      week.onCallMilliDays,
      week.absenceMilliDays,
    ]
    const sum = parts.reduce((total, part) => total + part, 0)
    if (!parts.every((part) => Number.isInteger(part) && part >= 0)) {
      throw new ConservationError(teamId, weekStart, `a part of ${parts.join(', ')} is not whole or below 0`)
    }
    if (sum !== workingMilliDays) {
      throw new ConservationError(teamId, weekStart, `parts sum to ${sum} of ${workingMilliDays}`)
    }
    const key = `${teamId} ${weekStart}`
    const onTickets = attributed.get(key) ?? 0
    if (onTickets !== attributedMilliDays) {
      throw new ConservationError(teamId, weekStart, `tickets sum to ${onTickets} of ${attributedMilliDays}`)
    }
    attributed.delete(key)
  }
  for (const key of attributed.keys()) {
    const [teamId = '', weekStart = ''] = key.split(' ')
    throw new ConservationError(teamId, weekStart, 'it has effort but no people')
  }
}
