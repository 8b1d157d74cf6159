import type { Interruptions } from '../domain/reconcile/dataset/scope.ts'
import { counted, dayFigure } from '../domain/report/words/figures.ts'

/** "143 tickets, 96 person-days; 88 incidents, 61 of them outside working hours". */
export function interruptionsText({
  tickets,
  milliDays,
  incidents,
  incidentsOutOfHours,
}: Interruptions): string {
  return `${counted(tickets, 'ticket')}, ${dayFigure(milliDays)} person-days; ${counted(incidents, 'incident')}, ${incidentsOutOfHours} of them outside working hours`
}
