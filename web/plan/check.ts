import { checkPlanText } from '../../queries/plan/check-plan-text.ts'
import { page } from '../http/answer.ts'
import type { PageRequest } from '../http/page.ts'
import { checkView, editView } from './check-view.ts'

/** What a text would change, with the way to save it; or what is wrong in it, with the way to mend it. */
export async function checked({ parts, nowAt, formToken }: PageRequest, text: string, isOvertaken: boolean) {
  const found = await checkPlanText(parts.store, text, nowAt)
  return found.kind === 'unusable'
    ? page('Plan', editView(text, found.problems, formToken), { status: 400 })
    : page('Plan', checkView({ text, found, isOvertaken, formToken }))
}

/** Browsers send line ends of their own: the same file is the same version wherever it came from. */
export function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
