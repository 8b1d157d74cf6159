import { personalised, sessionLinks } from '../../domain/deliver/readers/links.ts'
import { archiveOf, frozenEdition, mailedEdition } from '../../queries/archive/archive.ts'
import { missing, page } from '../http/answer.ts'
import { definePage, type Page } from '../http/page.ts'
import { firstShown } from '../page/parts.ts'
import { asMailed } from '../page/report/mail-document.ts'
import { archiveView, editionView } from './view.ts'

const list = definePage('GET /archive', async ({ parts, visitor, query }) =>
  page('Your reports', archiveView(await archiveOf(parts.store, visitor.email), firstShown(query('from')))),
)

const one = definePage('GET /archive/:editionId', async ({ parts, visitor, param }) => {
  const { store } = parts
  const entry = await mailedEdition(store, visitor.email, param('editionId'))
  const edition = await frozenEdition(store, param('editionId'))
  if (entry === null || edition === null) return missing
  const { text } = personalised(edition, sessionLinks(parts.publicOrigin, edition.editionId))
  return page(`Mail: ${entry.subject}`, editionView(entry, text))
})

/** The mail itself, as a document apart. */
const mail = definePage('GET /archive/:editionId/mail', async ({ parts, param }) => {
  const edition = await frozenEdition(parts.store, param('editionId'))
  if (edition === null) return missing
  const links = sessionLinks(parts.publicOrigin, edition.editionId)
  return { kind: 'frame', ...asMailed(personalised(edition, links)) }
})

/** A reader's own editions. */
export const archivePages: readonly Page[] = [list, one, mail]
