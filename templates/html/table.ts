import type { FiguresTable } from '../../domain/report/content/content.ts'
import { escapeHtml } from '../escape.ts'
import { unbroken } from '../unbroken.ts'
import { sentenceHtml } from './sentence.ts'

const line = 'border-bottom:1px solid #e3e6ea'
const headStyle = `padding:6px 0 6px 8px;${line};font-weight:400;color:#565e6e;vertical-align:bottom`
const rowHeadStyle = `padding:6px 0;${line};font-weight:400;vertical-align:top`
const cellStyle = `padding:6px 0 6px 8px;${line};white-space:nowrap;vertical-align:top`

/** A table of figures: a real one, with heads for its columns and rows and its styles on each cell, since some mail programs drop the head's. */
export function tableHtml(table: FiguresTable): string {
  const heads = table.columns.map(
    (column) => `<th scope="col" align="right" style="${headStyle}">${escapeHtml(column)}</th>`,
  )
  const rows = table.rows.map(
    (row) =>
      `<tr><th scope="row" align="left" style="${rowHeadStyle}">${sentenceHtml(row.name)}</th>${row.cells
        .map((cell) => `<td align="right" style="${cellStyle}">${unbroken(escapeHtml(cell))}</td>`)
        .join('')}</tr>`,
  )
  return [
    '<table class="figures" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;border-collapse:collapse;margin:0 0 20px;font-size:13px;line-height:1.35">',
    `<caption style="text-align:left;font-weight:600;font-size:14px;padding:0 0 6px">${escapeHtml(table.caption)}</caption>`,
    `<thead><tr><th scope="col" align="left" style="${headStyle}"><span class="quiet">&nbsp;</span></th>${heads.join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table>`,
  ].join('\n')
}
