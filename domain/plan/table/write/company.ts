import { type Document, isMap } from 'yaml'
import type { TableRow } from '../table.ts'
import { flow, numberOf } from './nodes.ts'

const texts = {
  name: 'company',
  quiet_hours: 'quiet_hours',
  reply_to: 'reply_to',
  named_after: 'fiscal_year_named_after',
  quarters: 'fiscal_quarters',
  first_day: 'fiscal_year_first_day',
} as const

const numbers = { minimum_group: 'minimum_group', first_month: 'fiscal_year_starts' } as const

/** Writes what is said of the company as a whole, where it was changed; an empty cell takes the word away. */
export function writeCompany(document: Document, cells: TableRow['cells'], was: TableRow['cells']): void {
  const changed = (...columns: readonly string[]) =>
    columns.some((column) => cell(column) !== (was[column] ?? ''))
  const cell = (column: string) => cells[column]?.trim() ?? ''
  for (const [column, word] of Object.entries(texts)) if (changed(column)) put(document, [word], cell(column))
  for (const [column, word] of Object.entries(numbers))
    if (changed(column)) put(document, [word], numberOf(cell(column)))
  if (changed('amount', 'currency')) {
    const [amount, currency] = [cell('amount'), cell('currency')]
    const isGone = amount === '' && currency === ''
    putMap(document, 'cost_per_person_day', isGone ? null : { amount: numberOf(amount), currency })
  }
  if (changed('review_days', 'approval')) {
    const [days, approval] = [cell('review_days'), cell('approval')]
    putMap(
      document,
      'review',
      approval === '' ? null : { days: numberOf(days), approval: approvalOf(approval) },
    )
  }
}

function approvalOf(text: string): boolean | string {
  return text === 'yes' || text === 'no' ? text === 'yes' : text
}

function put(document: Document, place: readonly string[], value: number | string): void {
  if (value === '') document.deleteIn(place)
  else document.setIn(place, value)
}

/** Null takes the map away; empty words of it are left out. */
function putMap(
  document: Document,
  key: string,
  values: Readonly<Record<string, number | string | boolean>> | null,
): void {
  if (values === null) {
    document.delete(key)
    return
  }
  if (!isMap(document.get(key))) document.set(key, flow(document, {}))
  const map = document.get(key)
  if (!isMap(map)) return
  for (const [word, value] of Object.entries(values)) {
    if (value === '') map.delete(word)
    else if (map.get(word) !== value) map.set(word, value)
  }
}
