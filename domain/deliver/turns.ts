import { type Instant, minuteMs } from '../instant.ts'
import { asciiDomain } from '../text/email.ts'

/** How fast mails may leave through a relay, whichever processes send them. */
export interface MailPacing {
  /** Tells the relays apart. */
  readonly relay: string
  readonly ratePerMinute: number
  /** To each recipient's domain; null keeps to the rate of all. */
  readonly ratePerDomain: number | null
}

/** Evenly spaced turns for sending; a value, so that the store keeps it and the caller owns the clock. */
export interface Pace {
  readonly intervalMs: number
  /** The earliest instant of the next turn. */
  readonly nextTurnAt: Instant
}

/** Where the clock of whoever took the last turn was wrong by more than this, that turn is not believed. */
const mostBehindMs = 10 * minuteMs

/** A pace of so many mails a minute; above 0, fractions allowed. `nextTurnAt` is what was kept of it, null for nothing. */
export function paceOf(ratePerMinute: number, nextTurnAt: Instant | null, nowAt: Instant): Pace {
  if (!(ratePerMinute > 0)) throw new RangeError('A pace needs a rate above 0 mails a minute')
  const isBelieved = nextTurnAt !== null && nextTurnAt <= nowAt + mostBehindMs
  return { intervalMs: 60_000 / ratePerMinute, nextTurnAt: isBelieved ? nextTurnAt : nowAt }
}

/** Turns are taken a second ahead, so that a claim holds several, and none for longer than its lease. */
const aheadMs = 1_000
/** They are taken once fewer than this are left. */
const refillMs = 250

/** How many turns may be taken now; 0 while those that were taken last for a while. */
export function turnsToTake({ intervalMs, nextTurnAt }: Pace, nowAt: Instant): number {
  const fromAt = Math.max(nextTurnAt, nowAt)
  return fromAt > nowAt + refillMs ? 0 : Math.ceil((nowAt + aheadMs - fromAt) / intervalMs)
}

/** From when on turns may be taken. */
export function nextTakeAt({ nextTurnAt }: Pace): Instant {
  return nextTurnAt - refillMs
}

/** The paces of a relay: of all of its mails, and of those to the domains that have one of their own. */
export interface RelayPaces {
  readonly relay: Pace
  readonly domains: ReadonlyMap<string, Pace>
}

/**
 * Gives each mail, named by its recipient's domain, a turn that keeps both paces: first to those whose domain's comes first, of
 * equals to the first in the list. Unused turns aren't saved up.
 *
 * @returns the turns in the order of the mails, and the paces for who comes after
 */
export function giveTurns(
  mails: readonly string[],
  { relay, domains }: RelayPaces,
  nowAt: Instant,
): { readonly turns: readonly Instant[]; readonly paces: RelayPaces } {
  const after = new Map(domains)
  let { nextTurnAt } = relay
  const turns = new Map<number, Instant>()
  const waiting = mails.map((domain, index) => ({ domain, index }))
  const readyAt = ({ domain }: { readonly domain: string }): Instant => after.get(domain)?.nextTurnAt ?? nowAt
  while (waiting.length > 0) {
    const earliestAt = Math.min(...waiting.map(readyAt))
    const at = waiting.findIndex((mail) => readyAt(mail) <= earliestAt)
    for (const { domain, index } of waiting.splice(at, 1)) {
      const turnAt = Math.max(earliestAt, nextTurnAt, nowAt)
      turns.set(index, turnAt)
      nextTurnAt = turnAt + relay.intervalMs
      const pace = after.get(domain)
      if (pace !== undefined) after.set(domain, { ...pace, nextTurnAt: turnAt + pace.intervalMs })
    }
  }
  return {
    turns: mails.map((_, index) => turns.get(index) ?? nowAt),
    paces: { relay: { ...relay, nextTurnAt }, domains: after },
  }
}

/** The domain of an address, by which it is paced: the same in whatever case (RFC 5321 2.4) and letters it is written. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return asciiDomain(domain) ?? domain
}
