import { type Document, isMap, Scalar, type YAMLMap } from 'yaml'
import { type TableRow, type Tables, unlikeOthers } from '../table.ts'
import {
  flow,
  flowMap,
  itemsOf,
  keysOf,
  mapOf,
  mapsIn,
  set,
  setOptional,
  setOptionalShare,
  setShare,
  writeRows,
} from './nodes.ts'

/** Writes teams. One that goes is left out of quarters too; one whose id changes keeps its past by the id that it had. */
export function writeTeams(document: Document, teams: Tables['teams'], rows: Tables['teams']): void {
  const usual = keysOf(document, 'calendars')[0] ?? 'office'
  const before = mapsIn(document, 'teams').map(idOf)
  writeRows(document, ['teams'], teams, (row, { at, cells }) => {
    set(row, 'id', cells['id'])
    set(row, 'name', cells['name'])
    set(row, 'calendar', cells['calendar'] || usual)
    setOptionalShare(row, 'focus', cells['focus'])
    writeFormerIds(document, row, cells, at === null ? undefined : rows[at]?.cells)
    setOptional(row, 'reply_to', cells['reply_to'])
  })
  const kept = new Set(mapsIn(document, 'teams').flatMap((team) => [idOf(team), ...formerIdsOf(team)]))
  for (const id of before) {
    if (kept.has(id)) continue
    for (const quarter of keysOf(document, 'quarters')) document.deleteIn(['quarters', quarter, 'teams', id])
  }
}

function idOf(team: YAMLMap | undefined): string {
  return String(team?.get('id') ?? '')
}

function formerIdsOf(team: YAMLMap | undefined): string[] {
  const found = team?.get('formerly')
  const ids = itemsOf(team, 'formerly').map(String)
  return typeof found === 'string' ? [found] : ids
}

function writeFormerIds(
  document: Document,
  row: YAMLMap,
  cells: TableRow['cells'],
  was: TableRow['cells'] = {},
): void {
  const typed = cells['formerly'] ?? ''
  const { id = '', formerly = '' } = was
  const ids = typed.split(/[,;\s]+/).filter((each) => each !== '')
  // Whoever is in the team, and each quarter's plan, still say the id that it had.
  if (id !== '' && id !== cells['id']?.trim() && !ids.includes(id)) ids.push(id)
  else if (typed === formerly) return
  if (ids.length === 0) row.delete('formerly')
  else row.set('formerly', ids.length === 1 ? ids[0] : flow(document, ids))
}

/** Writes which team has which rota file. */
export function writeRotas(document: Document, rows: Tables['rotas']): void {
  const teams = mapsIn(document, 'teams')
  for (const { at, cells } of rows) {
    const team = at === null ? undefined : teams[at]
    const { file = '', share = '' } = cells
    if (team === undefined) continue
    if (file.trim() === '' && share.trim() === '') team.delete('on_call_rota')
    else {
      const found = team.get('on_call_rota')
      const rota = isMap(found) ? found : flowMap()
      set(rota, 'file', file)
      setShare(rota, 'share', share)
      if (rota !== found) team.set('on_call_rota', rota)
    }
  }
}

/** Writes the texts of rota files, as blocks of lines. */
export function writeRotaFiles(document: Document, rows: Tables['rota_files']): void {
  if (rows.length === 0) {
    document.delete('rota_files')
    return
  }
  const map = mapOf(document, 'rota_files')
  map.flow = false
  const taken = new Set<string>()
  map.items = rows.map(({ cells }) => {
    const name = unlikeOthers(cells['file']?.trim() ?? '', taken)
    taken.add(name)
    return document.createPair(name, blockOf(cells['text'] ?? ''))
  })
}

function blockOf(text: string): Scalar {
  const block = new Scalar(text.replaceAll('\r\n', '\n'))
  block.type = Scalar.BLOCK_LITERAL
  return block
}
