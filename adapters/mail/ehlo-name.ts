import { isIPv4 } from 'node:net'
import { hostname } from 'node:os'

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const fullName = new RegExp(`^(?=.{4,253}$)(?:${label}\\.)+(?=.{2})(?!\\d+$)${label}$`, 'i')

/** Whether relays take it for who greets them: a full name, or an address in brackets (RFC 5321 4.1.1.1). */
export function isEhloName(name: string): boolean {
  const [, address] = /^\[(.*)\]$/.exec(name) ?? []
  return address === undefined ? fullName.test(name) : isIPv4(address)
}

/**
 * How a machine greets relays where nothing is set. Exim, among others, ends a session over any other character: containers may have
 * a name with an underscore.
 */
export function ownEhloName(machine = hostname()): string {
  if (isEhloName(machine)) return machine
  return isIPv4(machine) ? `[${machine}]` : '[127.0.0.1]'
}
