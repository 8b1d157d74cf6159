import { createPublicKey } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import type { DkimKey } from './dkim.ts'

/** What DNS says of the key that mails are signed with. */
export interface DkimRecord {
  /** `unknown` where DNS gave no answer. */
  readonly kind: 'published' | 'missing' | 'another key' | 'unknown'
  /** Where it stands, or belongs. */
  readonly name: string
  /** What belongs there. */
  readonly text: string
}

type ResolveTxt = (name: string) => Promise<string[][]>

/** Names without any record, or without this kind. */
const withoutRecord: readonly unknown[] = ['ENOTFOUND', 'ENODATA']

/** Looks up the public half of a key (RFC 6376 3.6). */
export async function dkimRecordOf(key: DkimKey, resolveTxt: ResolveTxt = resolveSoon): Promise<DkimRecord> {
  const name = `${key.selector}._domainkey.${key.domain}`
  const publicKey = createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  const text = `v=DKIM1; k=rsa; p=${publicKey}`
  try {
    const records = (await resolveTxt(name)).map((parts) => parts.join(''))
    const keys = records.flatMap(
      (record) => /(?:^|;)\s*p\s*=([^;]*)/.exec(record)?.[1]?.replace(/\s/g, '') ?? [],
    )
    const kind = keys.includes(publicKey) ? 'published' : keys.length === 0 ? 'missing' : 'another key'
    return { kind, name, text }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { kind: withoutRecord.includes(error.code) ? 'missing' : 'unknown', name, text }
  }
}

/** Somebody waits for the answer. */
function resolveSoon(name: string): Promise<string[][]> {
  return new Resolver({ timeout: 3_000, tries: 1 }).resolveTxt(name)
}
