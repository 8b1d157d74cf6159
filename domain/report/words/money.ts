import type { MilliDays } from '../../effort/effort.ts'
import type { ReportView } from '../content/view.ts'
import { moneyInWords } from './figures.ts'

/** ", about 59,000 €": money stands beside days in the executive's report only, and only where the plan states a cost. */
export function moneyBeside(view: ReportView, milliDays: MilliDays): string {
  const words = view.spec.audience === 'executive' ? moneyInWords(milliDays, view.costPerPersonDay) : null
  return words === null ? '' : `, about ${words}`
}
