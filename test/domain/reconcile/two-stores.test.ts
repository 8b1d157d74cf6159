import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { measureEffort } from '../../../domain/effort/measure.ts'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { compareTexts } from '../../../domain/text/text-order.ts'
import {
  effortInputOf,
  reconcileInputOf,
  type SimulatedCompany,
  simulateCompany,
} from '../../simulation/company.ts'
import { kinds } from '../../simulation/dials/kinds.ts'

const [kind] = Object.values(kinds)
if (kind === undefined) throw new Error('there are kinds of companies')
const company = simulateCompany(kind.dials, 'two stores')
const quarter = company.quarters.at(-1) ?? ''

/** The company's records on two trackers of equal ticket ids, under the ids that a store gave their connections. */
function stored(first: string, second: string): SimulatedCompany {
  const onTwo = <Row extends { readonly connectionId: string }>(rows: readonly Row[]): Row[] =>
    [first, second].flatMap((connectionId) => rows.map((row) => ({ ...row, connectionId })))
  const decisions = [first, second].flatMap((connectionId) =>
    company.decisions.given.map((each) => ({ ...each, ticket: { ...each.ticket, connectionId } })),
  )
  return {
    ...company,
    tickets: onTwo(company.tickets).map((ticket) => ({
      ...ticket,
      url: ticket.connectionId === first ? ticket.url : `${ticket.url}?second`,
    })),
    events: onTwo(company.events),
    users: onTwo(company.users),
    statuses: onTwo(company.statuses),
    decisions: { given: decisions, defaultLike: [] },
  }
}

/** The digest of effort and dataset as they are stored, rows in a store's order, with the connections called by their place. */
function digestOf(first: string, second: string): string {
  const records = stored(first, second)
  const effort = measureEffort(effortInputOf(records, quarter, records.decisions.given))
  const rowOrder = (a: { ticket: { connectionId: string } }, b: { ticket: { connectionId: string } }) =>
    compareTexts(a.ticket.connectionId, b.ticket.connectionId)
  const loaded = {
    ...effort,
    rows: effort.rows.toSorted(rowOrder),
    secondOpinions: effort.secondOpinions.toSorted(rowOrder),
  }
  const dataset = reconcile(reconcileInputOf(records, quarter, loaded, records.decisions.given))
  const bytes = JSON.stringify({ effort, dataset }).replaceAll(first, 'first').replaceAll(second, 'second')
  // Not the bytes themselves: a difference would print megabytes.
  return createHash('sha256').update(bytes).digest('hex')
}

it('Two stores that gave the same connections other ids come to the same bytes', () => {
  const low = '00000000-0000-4000-8000-000000000000'
  const high = 'ffffffff-ffff-4fff-bfff-ffffffffffff'
  expect(digestOf(low, high)).toBe(digestOf(high, low))
})
