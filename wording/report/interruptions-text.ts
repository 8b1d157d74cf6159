import type { Interruptions, ScopeReconciliation } from '../../domain/reconcile/dataset/scope.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { counted, dayFigure } from '../../domain/report/words/figures.ts'
import { growthInWords } from '../../domain/report/words/pace.ts'
import { capitalised } from '../../domain/report/words/sentence.ts'

/** "143 tickets, 96 person-days; 88 incidents, 61 of them outside working hours. Compared with Q1 2026: interruptions up by half." */
export function interruptionsText({
  interruptions: { tickets, milliDays, incidents, incidentsOutOfHours },
  interruptionGrowth: growth,
}: {
  readonly interruptions: Interruptions
  readonly interruptionGrowth: ScopeReconciliation['interruptionGrowth']
}): string {
  const hours = incidents === 0 ? '' : `, ${incidentsOutOfHours} of them outside working hours`
  const taken =
    tickets === 0 && incidents === 0
      ? 'No interruptions.'
      : `${capitalised(counted(tickets, 'ticket'))}, ${dayFigure(milliDays)} person-days; ${counted(incidents, 'incident')}${hours}.`
  return growth === null
    ? taken
    : `${taken} Compared with ${longQuarter(growth.quarterBefore)}: ${growthInWords(growth.ratio)}.`
}
