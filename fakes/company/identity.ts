import { createHash } from 'node:crypto'

/**
 * The UUID that a made-up thing always has: the first 16 bytes of SHA-256 over kind and key, marked as version 8
 * (RFC 9562, section 5.8: custom).
 */
export function uuidOf(kind: string, key: string): string {
  const bytes = createHash('sha256').update(`${kind}\u0000${key}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A person's account id on the made-up Jira, in the form of Atlassian's: `712020:` and a UUID. */
export function accountIdOf(email: string): string {
  return `712020:${uuidOf('jira-account', email.toLowerCase())}`
}
