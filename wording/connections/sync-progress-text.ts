import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { counted } from '../counted.ts'

/** How far a sync has come: `120 of about 400 tickets, 3 pages`. */
export function syncProgressText({ tickets, approximateTickets, pages }: SyncRun): string {
  const of =
    approximateTickets === null
      ? counted(tickets, 'ticket')
      : `${tickets} of about ${approximateTickets} tickets`
  return `${of}, ${counted(pages, 'page')}`
}
