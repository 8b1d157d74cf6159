import type { MilliDays } from '../../effort/effort.ts'
import type { Audience, Money } from '../../plan/plan.ts'
import { moneyInWords } from './figures.ts'

/** ", about 59,000 €": money stands beside days in the executive's report only, and only where the plan states a cost. */
export function moneyBeside(
  {
    spec,
    costPerPersonDay,
  }: { readonly spec: { readonly audience: Audience }; readonly costPerPersonDay: Money | null },
  milliDays: MilliDays,
): string {
  const words = spec.audience === 'executive' ? moneyInWords(milliDays, costPerPersonDay) : null
  return words === null ? '' : `, about ${words}`
}
