import { z } from 'zod'
import { checkPlanText, type PlanTextCheck } from '../../queries/plan/check-plan-text.ts'
import { planChangesSince } from '../../queries/plan/plan-versions.ts'
import { type Answer, page } from '../http/answer.ts'
import type { PageRequest } from '../http/page.ts'
import { checkView, editView } from './check-view.ts'
import type { PlanText } from './form.ts'

/** The version of the plan that a form was made from; empty for none. */
export const madeFromField = { madeFrom: z.string().max(64).default('') } as const

/** What a text would change, with the way to save it; or what is wrong in it, with the way to mend it. */
export async function checked(request: PageRequest, text: string, madeFrom: string): Promise<Answer> {
  const found = await checkPlanText(request.parts.store, text, request.nowAt)
  const change = { text, madeFrom }
  if (found.kind === 'usable') return whatChanges(request, change, found)
  return page('Plan', editView({ ...change, formToken: request.formToken }, found.problems), { status: 400 })
}

/** What a usable text would change, and what others changed since it was begun. */
export async function whatChanges(
  { parts, formToken }: PageRequest,
  { text, madeFrom, place }: Omit<PlanText, 'formToken'>,
  found: Extract<PlanTextCheck, { readonly kind: 'usable' }>,
): Promise<Answer> {
  const overtakenBy =
    madeFrom === (found.against ?? '')
      ? null
      : { changes: await planChangesSince(parts.store, madeFrom === '' ? null : madeFrom) }
  const change = { text, madeFrom, formToken, ...(place !== undefined && { place }) }
  return page('Save this plan?', checkView({ change, found, overtakenBy }))
}

/** Browsers send line ends of their own: the same file is the same version wherever it came from. */
export function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
