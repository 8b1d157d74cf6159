import { type PeopleSeen, peopleSeen } from '../../../../domain/sync/access-gaps.ts'
import { isHttpError, JiraScopeError } from '../../http/http-error.ts'
import type { JiraDeployment } from './deployment.ts'

/** What an account sees of the other people. A Data Center's account without the permission to browse them gets an empty list. */
export async function lookAtPeople(
  deployment: JiraDeployment,
  { connectionId, ownAccountId }: { readonly connectionId: string; readonly ownAccountId: string },
  signal: AbortSignal | undefined,
): Promise<PeopleSeen> {
  try {
    const users = await deployment.readSomeUsers(connectionId, signal)
    const seesNobody = users.length === 0
    return seesNobody ? { kind: 'refused', lacks: 'right' } : peopleSeen(users, ownAccountId)
  } catch (error) {
    if (error instanceof JiraScopeError) return { kind: 'refused', lacks: 'scope' }
    if (isHttpError(error, 403)) return { kind: 'refused', lacks: 'right' }
    throw error
  }
}
