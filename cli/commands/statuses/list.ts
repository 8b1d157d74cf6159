import { z } from 'zod'
import { plainText } from '../../../domain/text/plain-text.ts'
import { type ListedStatus, listStatuses } from '../../../queries/statuses/status-list.ts'
import { statusSuspects } from '../../../queries/statuses/suspects.ts'
import { placesText, readingsText, suspicionText, trackerText } from '../../../wording/tickets/status-text.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import { columns } from '../../output/columns.ts'

/** `plumbline statuses`. */
export const showStatuses = defineAction(z.object({}), async (session) => {
  const store = await session.store()
  const listed = await listStatuses(store)
  if (listed === null)
    throw new NegativeResultError(
      'this version of Plumbline can’t read the rule file in force: plumbline rules show, correct it, plumbline rules import',
    )
  const suspects = await statusSuspects(store, session.now())
  return {
    json: {
      suspects: suspects.map(({ status, connectionName, ...rest }) => ({
        connection: connectionName,
        statusId: status.statusId,
        name: status.name,
        ...rest,
      })),
      statuses: listed.map(({ status, connectionName, tickets, readings }) => ({
        connection: connectionName,
        statusId: status.statusId,
        name: status.name,
        trackerCategory: status.category,
        tickets,
        countsAs: readings,
      })),
    },
    lines: [
      ...suspects.map((each) =>
        plainText(`looks wrong: "${each.status.name}" on ${each.connectionName} ${suspicionText(each)}`),
      ),
      ...(suspects.length === 0 ? [] : ['']),
      ...(listed.length === 0
        ? ['No statuses yet: plumbline sync.']
        : columns([
            ['CONNECTION', 'ID', 'STATUS', 'TRACKER SAYS', 'TICKETS', 'COUNTS AS', 'IN'],
            ...listed.map(row),
          ])),
    ],
  }
})

function row(each: ListedStatus): string[] {
  const { status, connectionName, tickets, readings } = each
  const places = placesText(readings.flatMap((reading) => reading.places))
  return [
    connectionName,
    status.statusId,
    status.name,
    trackerText(status),
    String(tickets),
    readingsText(each),
    places,
  ].map(plainText)
}
