import { type Document, isMap, isScalar, Scalar, type YAMLMap } from 'yaml'
import { dayKinds, dayLists, noWeekend, type TableRow, type Tables, unlikeOthers } from '../table.ts'
import { flow, flowMap, itemsOf, mapOf, mapsIn, setList, setOptional } from './nodes.ts'

/** Writes calendars; teams follow one that is renamed. */
export function writeCalendars(
  document: Document,
  rows: Tables['calendars'],
  before: Tables['calendars'],
): void {
  const map = mapOf(document, 'calendars')
  const pairs = [...map.items]
  const names = new Map<string, string>()
  const taken = new Set<string>()
  map.items = rows.map(({ at, cells }) => {
    const was = at === null ? undefined : before[at]?.cells
    const id = unlikeOthers(cells['id']?.trim() ?? '', taken)
    taken.add(id)
    const stood = at === null ? undefined : pairs[at]
    const calendar = isMap(stood?.value) ? stood.value : flowMap()
    writeCalendar(document, calendar, cells, was ?? {})
    const pair = stood ?? document.createPair(id, calendar)
    pair.value = calendar
    if (was !== undefined && was['id'] !== id) {
      names.set(was['id'] ?? '', id)
      if (isScalar(pair.key)) pair.key.value = id
    }
    return pair
  })
  for (const team of mapsIn(document, 'teams')) {
    const id = names.get(String(team?.get('calendar') ?? ''))
    if (id !== undefined) team?.set('calendar', id)
  }
}

function writeCalendar(
  document: Document,
  calendar: YAMLMap,
  cells: TableRow['cells'],
  was: TableRow['cells'],
): void {
  for (const key of ['time_zone', 'region', 'workday']) setOptional(calendar, key, cells[key])
  const weekend = cells['weekend']?.trim() ?? ''
  if (weekend === (was['weekend'] ?? '')) return
  if (weekend === '') calendar.delete('weekend')
  else calendar.set('weekend', flow(document, weekend === noWeekend ? [] : wordsOf(weekend)))
}

function wordsOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '')
}

/** Writes the days of all calendars. Days of a calendar that isn't there are left out. */
export function writeDays(document: Document, rows: Tables['days']): void {
  const { items } = mapOf(document, 'calendars')
  const calendars = items.map(({ key, value }) => ({
    id: isScalar(key) ? String(key.value) : '',
    map: isMap(value) ? value : undefined,
  }))
  const before = calendars.flatMap(({ map }) => dayKinds.flatMap((kind) => [...itemsOf(map, dayLists[kind])]))
  for (const { id, map } of calendars) {
    if (map === undefined) continue
    for (const kind of dayKinds) {
      const own = rows.filter(({ cells }) => cells['calendar'] === id && cells['kind'] === kind)
      setList(
        map,
        dayLists[kind],
        own.map(({ at, cells }) =>
          dayNode(at === null ? undefined : before[at], cells['date']?.trim() ?? ''),
        ),
      )
    }
  }
}

/** The entry that was there, which may have a comment, with another date. */
function dayNode(stood: unknown, date: string): Scalar {
  if (!isScalar(stood)) return new Scalar(date)
  if (String(stood.value) !== date) stood.value = date
  return stood
}
