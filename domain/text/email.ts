import { LastResults } from '../calculation/last-results.ts'

/**
 * Reads an e-mail address, with letters of any language on both sides of the @ (RFC 6531).
 * @returns it in lower case and one Unicode form; null where it is none
 */
export function parseEmail(text: string): string | null {
  const address = text.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  const fits = /^[^\s@"(),:;<>[\]\\\p{C}]+$/u.test(local) && !/^\.|\.\.|\.$/.test(local)
  if (at < 1 || !fits || new TextEncoder().encode(local).length > 64) return null
  return asciiDomain(domain) === null ? null : address
}

/** What two spellings of one address have in common: case, Unicode form and the spelling of an international domain aside. */
export function emailKey(text: string): string {
  const address = text.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at + 1)}${asciiDomain(address.slice(at + 1)) ?? address.slice(at + 1)}`
}

/** A domain's name as DNS knows it (münchen.example is xn--mnchen-3ya.example), in lower case; null where it is none. */
export function asciiDomain(domain: string): string | null {
  return readDomains.of(domain, () => ({ name: readDomain(domain) })).name
}

/** Thousands of addresses share a few domains, and reading one takes ten times what is left of comparing two. */
const readDomains = new LastResults<{ readonly name: string | null }>(100)

function readDomain(domain: string): string | null {
  if (!URL.canParse(`http://${domain}/`) || /[/?#:@%[\]\s\\]/.test(domain)) return null
  const name = new URL(`http://${domain}/`).hostname
  const labels = name.split('.')
  const fits = labels.length > 1 && name.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? '')
  return fits && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) ? name : null
}
