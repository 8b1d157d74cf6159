import { Readable } from 'node:stream'
import { auditedNames, auditPage } from '../../queries/audit/audit.ts'
import { exportedRows } from '../../queries/exports/rows.ts'
import { auditActionText } from '../../wording/audit-text.ts'
import { writerOf } from '../../wording/report/export-format.ts'
import { page } from '../http/answer.ts'
import { definePage, type Page } from '../http/page.ts'
import { auditView } from './view.ts'

const pageSize = 50

const trail = definePage('GET /audit', async ({ parts, query }) => {
  const before = query('before') ?? ''
  const beforeNumber = /^\d{1,9}$/.test(before) ? Number(before) : null
  const [shown, names] = await Promise.all([
    auditPage(parts.store, { beforeNumber, size: pageSize }),
    auditedNames(parts.store),
  ])
  return page('Changes', auditView(shown, names))
})

/** The same rows as `plumbline export audit`. */
const download = definePage('GET /audit/export', async ({ parts }) => ({
  kind: 'download',
  fileName: 'plumbline-audit.csv',
  contentType: 'text/csv; charset=utf-8',
  body: Readable.from(exportedRows(parts.store, { what: 'audit', actionText: auditActionText })).compose(
    writerOf('csv', 'audit'),
  ),
}))

/** Who changed what. */
export const auditPages: readonly Page[] = [trail, download]
