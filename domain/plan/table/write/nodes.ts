import { type Document, isAlias, isMap, isScalar, isSeq, YAMLMap, YAMLSeq } from 'yaml'
import type { TableRow } from '../table.ts'

/** Writes a cell where it differs from what is there, so that the file keeps how people wrote it. */
export function set(row: YAMLMap, key: string, value = ''): void {
  const text = value.trim()
  if (String(row.get(key) ?? '') === text) return
  row.set(key, key === 'person_days' ? numberOf(text) : text)
}

/** The same for what may be left out: an empty cell takes the word away. */
export function setOptional(row: YAMLMap, key: string, value = ''): void {
  if (value.trim() === '') row.delete(key)
  else set(row, key, value)
}

/** A number is written as one, so that the file's check takes it; all else is text. */
export function numberOf(text: string): number | string {
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text
}

/** `25`, `25 %` and `25,5` are parts of a hundred; what is none stays as it is, and the check says so. */
export function shareOf(text: string): number | string {
  const number = Number(text.replace('%', '').replace(',', '.').trim() || Number.NaN)
  return Number.isNaN(number) ? text.trim() : Number((number / 100).toFixed(6))
}

/** Writes a share where it differs from what is there. */
export function setShare(row: YAMLMap, key: string, value = ''): void {
  const share = shareOf(value)
  if (row.get(key) !== share) row.set(key, share)
}

/** The same for what may be left out. */
export function setOptionalShare(row: YAMLMap, key: string, value = ''): void {
  if (value.trim() === '') row.delete(key)
  else setShare(row, key, value)
}

/** The same for a number. */
export function setOptionalNumber(row: YAMLMap, key: string, value = ''): void {
  const number = numberOf(value.trim())
  if (number === '') row.delete(key)
  else if (row.get(key) !== number) row.set(key, number)
}

/** Puts rows in place of a list's, each into the entry that it stood in before. */
export function writeRows(
  document: Document,
  place: readonly string[],
  rows: readonly TableRow[],
  write: (row: YAMLMap, from: TableRow) => void,
): void {
  const found = document.getIn(place)
  const list = isSeq(found) ? found : new YAMLSeq()
  const before = [...list.items]
  list.items = rows.map((each) => {
    const stood = each.at === null ? undefined : before[each.at]
    const row = isMap(stood) ? stood : flowMap()
    write(row, each)
    return row
  })
  if (!isSeq(found)) document.setIn(place, list)
}

/** Has a map at each step of a place: what stands there instead can hold nothing, and what another place names gets a copy of its own. */
export function makeMaps(document: Document, place: readonly string[]): void {
  for (const length of place.keys()) {
    const step = place.slice(0, length + 1)
    const found = document.getIn(step, true)
    if (found === undefined || isMap(found)) continue
    const named = isAlias(found) ? found.resolve(document) : undefined
    document.setIn(step, isMap(named) ? named.clone() : flow(document, {}))
  }
}

/** A list with other entries in it; one that was written in lines stays so. Without any the word goes. */
export function setList(owner: YAMLMap, key: string, items: readonly unknown[]): void {
  const found = owner.get(key)
  if (items.length === 0) {
    if (isSeq(found)) owner.delete(key)
    return
  }
  const list = isSeq(found) ? found : new YAMLSeq()
  list.items = [...items]
  if (isSeq(found)) return
  if (owner.flow === true || items.every(isScalar)) list.flow = true
  owner.set(key, list)
}

/** The map of a word of the file, which is made where it isn't there. */
export function mapOf(document: Document, key: string): YAMLMap {
  const found = document.get(key)
  if (isMap(found)) return found
  const map = new YAMLMap()
  document.set(key, map)
  return map
}

export function itemsOf(owner: YAMLMap | undefined, key: string): readonly unknown[] {
  const found = owner?.get(key)
  return isSeq(found) ? found.items : []
}

export function mapsIn(document: Document, key: string): (YAMLMap | undefined)[] {
  const found = document.get(key)
  return isSeq(found) ? found.items.map((each) => (isMap(each) ? each : undefined)) : []
}

export function keysOf(document: Document, ...place: string[]): string[] {
  const found = document.getIn(place)
  return isMap(found) ? found.items.map(({ key }) => String(key)) : []
}

export function flowMap(): YAMLMap {
  const map = new YAMLMap()
  map.flow = true
  return map
}

export function flow(document: Document, value: unknown): unknown {
  return document.createNode(value, { flow: true })
}
