import { editionPage } from '../../queries/editions/edition-page.ts'
import { ticketLinks } from '../../queries/editions/ticket-links.ts'
import { missing, page } from '../http/answer.ts'
import { definePage, type Page } from '../http/page.ts'
import { shownEdition } from './view.ts'

const one = definePage('GET /editions/:editionId', async ({ parts, param, visitor }) => {
  const found = await editionPage(parts.store, param('editionId'))
  if (found === null) return missing
  const tickets = await ticketLinks(parts.store, found.head, visitor)
  return page(found.head.subject, shownEdition(found, tickets, { signedIn: true }))
})

/** The pages behind reports' mails. */
export const editionPages: readonly Page[] = [one]
