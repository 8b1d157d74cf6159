import { explainFor } from '../../queries/explain/for-visitor.ts'
import { missing, page } from '../http/answer.ts'
import { definePage } from '../http/page.ts'
import { ticketView } from './view.ts'

/** Why a ticket has its category, and where its days count, as `plumbline explain` tells it. */
export const ticketPage = definePage(
  'GET /tickets/:connectionId/:ticketId',
  async ({ parts, visitor, param }) => {
    const ref = { connectionId: param('connectionId'), ticketId: param('ticketId') }
    const explanation = await explainFor(parts.store, visitor, ref)
    return explanation === null ? missing : page(explanation.ticket.key, ticketView(explanation))
  },
)
