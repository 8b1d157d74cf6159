import { PlanMissingError } from '../../activities/errors.ts'
import { quarterRefusal } from '../../domain/plan/reportable-quarter.ts'
import type { ConnectionLookup } from '../../queries/connections/find-connection.ts'
import type { MissingTicket, OneTicket } from '../../queries/explain/find-tickets.ts'
import type { QuarterLookup } from '../../queries/plan/find-quarter.ts'
import { NegativeResultError } from '../frame/errors.ts'

/** The message for an unknown connection name, with the names that exist. */
export function connectionNotFound(name: string, { names }: ConnectionLookup): NegativeResultError {
  return new NegativeResultError(
    names.length === 0
      ? `there is no connection "${name}", and no other yet: plumbline connect --help`
      : `there is no connection "${name}"; there are: ${names.join(', ')}`,
  )
}

/** The message for an unknown ticket key, with what to do. */
export function ticketNotFound(key: string, { isConnected }: MissingTicket): NegativeResultError {
  return new NegativeResultError(
    isConnected
      ? `there is no ticket ${key} in the store. If it is new: plumbline sync. Otherwise check that its project is read: plumbline connections`
      : `there is no ticket ${key}, because nothing is connected yet: plumbline connect --help`,
  )
}

/** Says why a key doesn't name one ticket. */
export function notOneTicket(
  key: string,
  connectionName: string | undefined,
  found: Exclude<OneTicket, { readonly kind: 'found' }>,
): NegativeResultError {
  if (found.kind === 'ambiguous') {
    return ambiguousKey(key, found.tickets)
  }
  if (connectionName === undefined) return ticketNotFound(key, found.missing)
  return new NegativeResultError(`there is no ticket ${key} on "${connectionName}"`)
}

function ambiguousKey(
  key: string,
  tickets: Extract<OneTicket, { readonly kind: 'ambiguous' }>['tickets'],
): NegativeResultError {
  const connections = new Set(tickets.map(({ connectionName }) => connectionName))
  if (connections.size === tickets.length) {
    const names = [...connections].join(', ')
    return new NegativeResultError(`${key} is on several connections; add --connection with one of ${names}`)
  }
  const list = tickets.map((each) => `${each.key} on "${each.connectionName}"`).join(', ')
  return new NegativeResultError(
    `several tickets once had the key ${key}; use the key that it has now: ${list}`,
  )
}

/** Says why the plan in force allows no report on a quarter. */
export function quarterNotReportable(
  found: Extract<QuarterLookup, { readonly kind: 'not_planned' | 'not_begun' }>,
): PlanMissingError {
  return new PlanMissingError(quarterRefusal(found))
}
