import { z } from 'zod'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import { describeTable } from '../sql/table.ts'

const adminRow = z.object({ email: text, addedAt: instant, addedBy: text })

export type Admin = Immutable<z.infer<typeof adminRow>>

export const adminTable = describeTable('admins', adminRow, { key: ['email'] })

export const linkRow = z.object({
  linkHash: text,
  email: text,
  returnTo: text,
  askedOn: z.enum(['page', 'command line']),
  createdAt: instant,
  expiresAt: instant,
  usedAt: instant.nullable(),
})

/** A link that signs one address in, once. */
export type SignInLink = Immutable<z.infer<typeof linkRow>>

export const linkTable = describeTable('sign_in_links', linkRow, { key: ['linkHash'] })

const tryRow = z.object({ tryId: uuid, subject: text, triedAt: instant })

/** @internal for tests */
export const tryTable = describeTable('sign_in_tries', tryRow, { key: ['tryId'] })

const sessionRow = z.object({
  sessionHash: text,
  email: text,
  createdAt: instant,
  lastSeenAt: instant,
  providerSignIn: text.nullable(),
})

/** A browser that is signed in. */
export type Session = Immutable<z.infer<typeof sessionRow>>

export const sessionTable = describeTable('sessions', sessionRow, { key: ['sessionHash'] })

export const trackerSignInRow = z.object({
  stateHash: text,
  sessionHash: text,
  secretKeyId: text,
  secretIv: text,
  secretTag: text,
  secretCiphertext: text,
  expiresAt: instant,
})

export const trackerSignInTable = describeTable('tracker_sign_ins', trackerSignInRow, { key: ['stateHash'] })

const auditRow = z.object({
  auditEntryId: uuid,
  entryNumber: wholeNumber,
  changedAt: instant,
  actor: text,
  action: text,
  subject: text,
  before: text.nullable(),
  after: text.nullable(),
})

/** A change that a person made. */
export type AuditEntry = Immutable<z.infer<typeof auditRow>>

export const auditTable = describeTable('audit_entries', auditRow, { key: ['auditEntryId'] })
