import { z } from 'zod'
import {
  domainOf,
  giveTurns,
  type MailPacing,
  nextTakeAt,
  turnsToTake,
} from '../../../../domain/deliver/turns.ts'
import { text } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { Store } from '../../sql/client.ts'
import { inTransaction, selectRows } from '../../sql/rows.ts'
import type { Queryable } from '../../sql/session.ts'
import {
  type ClaimedDelivery,
  type ClaimRequest,
  claimDue,
  type DueRequest,
  dueValues,
  isDue,
  recipientDomain,
} from './claim.ts'
import { loadDomainPaces, lockPace, savePaces } from './paces.ts'

/** A claim with the instant before which its mail must not leave. */
export interface ClaimInTurn {
  readonly claimed: ClaimedDelivery
  readonly turnAt: Instant
}

export interface ClaimsInTurn {
  /** By their turns. */
  readonly claims: readonly ClaimInTurn[]
  /** When to claim again, where some are due and it is nobody's turn yet; null otherwise. */
  readonly claimAgainAt: Instant | null
}

/**
 * Claims deliveries whose turn comes within about a second: at the pace of the relay, and of their recipients' domain, that all
 * processes share. Turns and claims are taken in one transaction, so that no two processes take the same turn.
 */
export function claimInTurn(store: Store, request: ClaimRequest, pacing: MailPacing): Promise<ClaimsInTurn> {
  const { nowAt } = request
  const none = (claimAgainAt: Instant | null): ClaimsInTurn => ({ claims: [], claimAgainAt })
  return inTransaction(store, async (client) => {
    const relay = await lockPace(client, { pacing, nowAt })
    const limit = Math.min(request.limit, turnsToTake(relay, nowAt))
    // Going through all that is due takes as long as claiming. Where no domain has a pace of its own, the claim tells whether any is.
    const isLookedFor = limit === 0 || pacing.ratePerDomain !== null
    const due = isLookedFor ? await dueSpellings(client, request) : []
    if (isLookedFor && due.length === 0) return none(null)
    if (limit === 0) return none(nextTakeAt(relay))
    const dueDomains = [...new Set(due.map(({ domain }) => domain))]
    const domains = await loadDomainPaces(client, { pacing, nowAt }, dueDomains)
    const quotas = due.flatMap(({ domain, spelling }) => {
      const pace = domains.get(domain)
      return pace === undefined ? [] : [{ domain, spelling, most: turnsToTake(pace, nowAt) }]
    })
    if (domains.size > 0 && quotas.every(({ most }) => most === 0))
      return none(Math.min(...[...domains.values()].map(nextTakeAt)))

    const claimed = await claimDue(client, { ...request, limit }, domains.size > 0 ? quotas : null)
    const recipients = claimed.map(({ delivery }) => domainOf(delivery.recipientEmail))
    const { turns, paces } = giveTurns(recipients, { relay, domains }, nowAt)
    await savePaces(client, pacing.relay, paces)
    const claims = claimed.map((each, index) => ({ claimed: each, turnAt: turns[index] ?? nowAt }))
    return { claims: claims.toSorted((a, b) => a.turnAt - b.turnAt), claimAgainAt: null }
  })
}

/** The domains of the addresses that something is due to, in each of their spellings. */
async function dueSpellings(
  client: Queryable,
  request: DueRequest,
): Promise<{ readonly spelling: string; readonly domain: string }[]> {
  const rows = await selectRows(
    client,
    z.object({ spelling: text }),
    `select distinct ${recipientDomain} as spelling from deliveries where ${isDue}`,
    dueValues(request),
  )
  return rows.map(({ spelling }) => ({ spelling, domain: domainOf(spelling) }))
}
