import type { z } from 'zod'
import type { TrackerUser } from '../../../domain/ticket.ts'
import type { userNode } from './schemas.ts'

export function trackerUserOf(connectionId: string, user: z.infer<typeof userNode>): TrackerUser {
  return {
    connectionId,
    accountId: user.id,
    displayName: user.name,
    email: user.email,
    active: user.active,
    isApp: user.app,
    timeZone: user.timezone,
  }
}
