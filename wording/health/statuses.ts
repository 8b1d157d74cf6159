import type { Store } from '../../adapters/store/sql/client.ts'
import { statusLine } from '../../domain/classify/rules/add-status.ts'
import type { Instant } from '../../domain/instant.ts'
import { plural } from '../../domain/report/words/figures.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import { type NamedSuspect, statusSuspects } from '../../queries/statuses/suspects.ts'
import { suspicionText } from '../tickets/status-text.ts'
import { type Check, ok, problem, warning } from './check.ts'
import { failureText } from './failure-text.ts'

const mostShown = 5

/** Checks whether statuses mean what their trackers say, and tells the lines to write where they may not. */
export async function checkStatuses(store: Store, nowAt: Instant): Promise<Check[]> {
  try {
    const suspects = await statusSuspects(store, nowAt)
    if (suspects.length === 0) return [ok('statuses', 'none looks wrong')]
    const shown = suspects.slice(0, mostShown).map((suspect) => warning('statuses', suspectText(suspect)))
    const more = suspects.length - mostShown
    return more > 0
      ? [
          ...shown,
          warning('statuses', `and ${grouped(more)} more that ${plural(more, 'looks', 'look')} wrong`),
        ]
      : shown
  } catch (error) {
    return [problem('statuses', failureText(error))]
  }
}

function suspectText(suspect: NamedSuspect): string {
  const { status, connectionName, suggested } = suspect
  return [
    `“${plainText(status.name)}” on ${plainText(connectionName)} ${suspicionText(suspect)}`,
    'If it is wrong, write under statuses in the rule file (or: plumbline statuses set):',
    statusLine({ statusId: status.statusId, name: status.name, project: null, means: suggested }),
  ].join('\n')
}
