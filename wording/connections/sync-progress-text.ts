import type { SyncRun } from '../../adapters/store/sync/run-record.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { counted } from '../counted.ts'

/** How far a sync has come: `120 of about 400 tickets, 3 pages`. */
export function syncProgressText({ tickets, approximateTickets, pages }: SyncRun): string {
  const of =
    approximateTickets === null
      ? counted(tickets, 'ticket')
      : `${grouped(tickets)} of about ${counted(approximateTickets, 'ticket')}`
  return `${of}, ${counted(pages, 'page')}`
}
