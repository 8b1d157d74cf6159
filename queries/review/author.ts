import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { reviewersOf } from '../../domain/sign-in/roles.ts'
import { emailKey } from '../../domain/text/email.ts'
import type { ReviewAuthor } from './answer.ts'

/** The reviewer of a team who has this address, as the plan names them; null where they don't review it. */
export async function reviewerOf(store: Store, teamId: string, email: string): Promise<ReviewAuthor | null> {
  const plan = (await currentPlan(store))?.plan
  const found = plan && reviewersOf(plan, teamId).find((each) => emailKey(each.email) === emailKey(email))
  return found ? { email: found.email.toLowerCase(), name: found.name } : null
}
