import { Readable } from 'node:stream'
import { editionPath } from '../../domain/page-paths.ts'
import { editionByLink } from '../../queries/editions/by-link.ts'
import { editionPage } from '../../queries/editions/edition-page.ts'
import { editionFigures } from '../../queries/editions/figures.ts'
import { ticketLinks } from '../../queries/editions/ticket-links.ts'
import { ownZone } from '../../queries/people/own-zone.ts'
import { regionOf } from '../../wording/report/excel.ts'
import { writerOf } from '../../wording/report/export-format.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { defineOpenPage, definePage, type Page } from '../http/page.ts'
import { closedLinkPage, shownEdition } from './view.ts'

const one = definePage('GET /editions/:editionId', async ({ parts, param, visitor }) => {
  const found = await editionPage(parts.store, param('editionId'))
  if (found === null) return missing
  const tickets = await ticketLinks(parts.store, found.head, visitor)
  return page(found.head.subject, shownEdition(found, tickets, { signedIn: true }))
})

/** The figures that the edition was made from: the rows of its own scope alone. */
const figures = definePage('GET /editions/:editionId/figures', async ({ parts, param, query }) => {
  const found = await editionFigures(parts.store, param('editionId'))
  if (found === null) return missing
  return {
    kind: 'download',
    fileName: `plumbline-figures-${found.quarter}.csv`,
    contentType: 'text/csv; charset=utf-8',
    body: Readable.from(found.rows).compose(
      writerOf('csv', 'reconciliation', regionOf(query('region') ?? '')),
    ),
  }
})

/** By the link of a reader's mail, and for that reader alone: who is signed in as another sees no more of it than a stranger. */
const byLink = defineOpenPage('GET /read/:token', async ({ parts, param, visitor, nowAt }) => {
  const { store, mailLinkDays: linkDays } = parts
  const linked = await editionByLink(store, param('token'), { keys: await parts.keys(), nowAt, linkDays })
  if (linked.kind === 'closed') return page('Sign in', closedLinkPage(linked.editionId), { status: 410 })
  const { editionId, reader } = linked
  if (visitor !== null)
    return visitor.email === reader.email
      ? redirect(editionPath(editionId))
      : page('Sign in', closedLinkPage(null), { status: 410 })
  const found = await editionPage(store, editionId)
  if (found === null) return missing
  const tickets = await ticketLinks(store, found.head, reader)
  const timeZone = await ownZone(store, reader.email, nowAt)
  return page(found.head.subject, shownEdition(found, tickets, { signedIn: false }), { timeZone })
})

/** The pages behind reports' mails. */
export const editionPages: readonly Page[] = [one, figures, byLink]
