import type { FiguresTable } from '../../domain/report/content/content.ts'
import { escapeHtml } from '../escape.ts'
import { unbroken } from '../unbroken.ts'
import { sentenceHtml } from './sentence.ts'

/** A table of figures: a real one, with heads for its columns and rows, readable without its styles too. */
export function tableHtml(table: FiguresTable): string {
  const heads = table.columns.map((column) => `<th scope="col" align="right">${escapeHtml(column)}</th>`)
  const rows = table.rows.map(
    (row) =>
      `<tr><th scope="row" align="left">${sentenceHtml(row.name)}</th>${row.cells
        .map((cell) => `<td align="right">${unbroken(escapeHtml(cell))}</td>`)
        .join('')}</tr>`,
  )
  return [
    '<table class="figures" width="100%" cellpadding="0" cellspacing="0" border="0">',
    `<caption>${escapeHtml(table.caption)}</caption>`,
    `<thead><tr><th scope="col" align="left"><span class="quiet">&nbsp;</span></th>${heads.join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table>`,
  ].join('\n')
}
