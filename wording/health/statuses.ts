import type { Store } from '../../adapters/store/sql/client.ts'
import { suspectWindowDays } from '../../domain/classify/status-suspects.ts'
import type { Instant } from '../../domain/instant.ts'
import { plainText } from '../../domain/plain-text.ts'
import { type NamedSuspect, statusSuspects } from '../../queries/statuses/suspects.ts'
import { counted } from '../counted.ts'
import { type Check, ok, problem, warning } from './check.ts'
import { failureText } from './failure-text.ts'

const mostShown = 5

/** Checks whether statuses mean what their trackers say, and tells the lines to write where they may not. */
export async function checkStatuses(store: Store, nowAt: Instant): Promise<Check[]> {
  try {
    const suspects = await statusSuspects(store, nowAt)
    if (suspects.length === 0) return [ok('statuses', 'none looks as if it meant something else')]
    const shown = suspects.slice(0, mostShown).map((suspect) => warning('statuses', suspectText(suspect)))
    const more = suspects.length - mostShown
    return more > 0 ? [...shown, warning('statuses', `and ${more} more that look wrong`)] : shown
  } catch (error) {
    return [problem('statuses', failureText(error))]
  }
}

function suspectText({
  status,
  connectionName,
  means,
  suggested,
  reason,
  stays,
  personDays,
}: NamedSuspect): string {
  const why = {
    name: 'its name says otherwise',
    nobody_acts: 'tickets stay for weeks and nobody acts on them',
    all_go_back: 'nearly all that leave it go back',
  }[reason]
  return [
    `"${plainText(status.name)}" on ${plainText(connectionName)} counts as ${means}, but ${why}: ${counted(stays, 'stay')} and up to ${counted(personDays, 'person-day')} in ${suspectWindowDays} days.`,
    'If it is wrong, write under statuses in the rule file:',
    `- { status: ${JSON.stringify(status.statusId)}, means: ${suggested} }  # ${plainText(status.name)}`,
  ].join('\n')
}
