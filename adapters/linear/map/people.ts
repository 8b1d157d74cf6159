import type { z } from 'zod'
import type { TrackerUser } from '../../../domain/ticket.ts'
import type { userNode } from './schemas.ts'

export function trackerUserOf(connectionId: string, user: z.infer<typeof userNode>): TrackerUser {
  return {
    connectionId,
    accountId: user.id,
    displayName: user.name,
    email: textOrNull(user.email),
    active: user.active,
    isApp: user.app,
    timeZone: textOrNull(user.timezone),
  }
}

/** Linear's schema wants an address of everybody: one that it hides is blank. */
function textOrNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text
}
