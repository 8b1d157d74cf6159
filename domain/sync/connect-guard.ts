import type { TrackerKind } from '../ticket.ts'

/** What tells one connection's place from another's. */
export interface ConnectionPlace {
  readonly name: string
  readonly tracker: TrackerKind
  readonly baseUrl: string
  /** Identifies the site or workspace at its tracker, whatever address leads there; null where it isn't known yet. */
  readonly siteId: string | null
}

/** Why a connection may not be kept as it was given. */
export type ConnectRefusal =
  | { readonly kind: 'name of another tracker'; readonly name: string; readonly tracker: TrackerKind }
  | { readonly kind: 'name of another site'; readonly name: string; readonly baseUrl: string }
  /** The connection of that name was never synced since its site is kept, and has another address. */
  | { readonly kind: 'site not known'; readonly name: string; readonly baseUrl: string }
  | { readonly kind: 'site connected already'; readonly name: string }

/** A connection that the guard refuses; the message says what to do. */
export class ConnectRefusedError extends Error {
  override readonly name = 'ConnectRefusedError'
  readonly refusal: ConnectRefusal

  constructor(refusal: ConnectRefusal) {
    super(connectRefusalText(refusal))
    this.refusal = refusal
  }
}

/**
 * Whether a connection may be kept beside those there are, or in place of the one of its name. Two names for one site would count each of
 * its tickets twice; another site under a name would mix two companies' tickets.
 * @returns null where it may
 */
export function connectRefusal(
  wanted: ConnectionPlace,
  existing: readonly ConnectionPlace[],
): ConnectRefusal | null {
  const { name, tracker } = wanted
  const before = existing.find((each) => each.name === name)
  if (before !== undefined && before.tracker !== tracker)
    return { kind: 'name of another tracker', name, tracker: before.tracker }
  if (wanted.siteId === null) return null
  const { siteId } = wanted
  const same = existing.find((each) => each.tracker === tracker && each.siteId === siteId)
  if (same !== undefined && same.name !== name) return { kind: 'site connected already', name: same.name }
  if (before === undefined || before.siteId === siteId) return null
  const { baseUrl } = before
  if (before.siteId !== null) return { kind: 'name of another site', name, baseUrl }
  return baseUrl === wanted.baseUrl ? null : { kind: 'site not known', name, baseUrl }
}

/** What is wrong and what to do, as one sentence. */
export function connectRefusalText(refusal: ConnectRefusal): string {
  const { name } = refusal
  switch (refusal.kind) {
    case 'name of another tracker':
      return `"${name}" is the name of a connection to ${refusal.tracker}: choose another name, or disconnect ${name} first, which also removes what was read through it`
    case 'name of another site':
      return `"${name}" reads another site or workspace (${refusal.baseUrl}): choose another name, or disconnect ${name} first, which also removes what was read through it`
    case 'site not known':
      return `"${name}" reads ${refusal.baseUrl}, and which site or workspace that is isn't known yet: sync ${name} once and connect again, or choose another name`
    case 'site connected already':
      return `this site or workspace is connected already, as "${name}", and its tickets would count twice: use that name to change the connection, or disconnect ${name} first`
  }
}
