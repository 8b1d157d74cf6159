import type { FiguresTable } from '../../domain/report/content/content.ts'
import { plainText, type Sentence } from '../../domain/report/words/sentence.ts'
import { escapeHtml } from '../escape.ts'
import { unbroken } from '../unbroken.ts'
import { ownWords, sentenceHtml } from './sentence.ts'
import { quiet, rule } from './styles.ts'

const headCell = `padding:6px 0 6px 8px;border-bottom:${rule};font-weight:400;${quiet};vertical-align:bottom;overflow-wrap:normal;word-break:normal`
const cornerCell = headCell.replace('6px 8px', '6px 0')
const rowHead = `padding:6px 0;border-bottom:${rule};font-weight:400;text-align:left;vertical-align:top`
/** Width of all columns of figures, and of one of few, in percent: they are equally wide, whatever they hold. */
const figuresPercent = 72
const widestPercent = 18
/** A word longer than this is broken to fit its column; "Roadmap" never is. */
const longWord = 14
const figureCell = `padding:6px 0 6px 8px;border-bottom:${rule};text-align:right;white-space:nowrap;vertical-align:top`

/** A table of figures: a real one, with heads for its columns and rows and its styles on each cell, since some mail programs drop the head's. */
export function tableHtml(table: FiguresTable): string {
  const width = `${Math.min(widestPercent, Math.floor(figuresPercent / table.columns.length))}%`
  const heads = table.columns.map(
    (column) =>
      `<th scope="col" align="right" width="${width}" class="quiet" style="${headCell};text-align:right">${escapeHtml(column)}</th>`,
  )
  const rows = table.rows.map(
    (row) =>
      `<tr><th scope="row" align="left" style="${rowHead}${breaksOf(row.name)}">${sentenceHtml(row.name)}</th>${row.cells
        .map((cell) => `<td align="right" style="${figureCell}">${unbroken(escapeHtml(cell))}</td>`)
        .join('')}</tr>`,
  )
  return [
    '<table class="figures" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;border-collapse:collapse;margin:0 0 20px;font-size:13px;line-height:1.35">',
    `<caption align="left" style="text-align:left;font-weight:600;font-size:14px;padding:0 0 6px">${ownWords(table.caption)}</caption>`,
    `<thead><tr><th scope="col" align="left" class="quiet" style="${cornerCell}">&nbsp;</th>${heads.join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table>`,
  ].join('\n')
}

function breaksOf(name: Sentence): string {
  const isLong = plainText(name)
    .split(/\s/)
    .some((word) => word.length > longWord)
  return isLong ? '' : ';overflow-wrap:normal;word-break:normal'
}
