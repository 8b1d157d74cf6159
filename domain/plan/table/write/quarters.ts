import { type Document, isMap, isScalar, YAMLMap } from 'yaml'
import { type PlanTables, type Tables, unlikeOthers } from '../table.ts'
import {
  flow,
  keysOf,
  makeMaps,
  mapOf,
  set,
  setOptional,
  setOptionalNumber,
  setOptionalShare,
  shareOf,
  writeRows,
} from './nodes.ts'

/** What a commitment is of unless the file says otherwise. */
const usualCategory = 'roadmap'

/** Writes the shares and commitments of a quarter; a team without shares has no plan in it. */
export function writeQuarter(
  document: Document,
  quarter: string,
  { shares, commitments }: Pick<PlanTables, 'shares' | 'commitments'>,
): void {
  const place = ['quarters', quarter, 'teams']
  const wanted = new Set(shares.map(({ cells }) => cells['team'] ?? ''))
  for (const id of keysOf(document, ...place)) if (!wanted.has(id)) document.deleteIn([...place, id])
  const written = new Set([''])
  for (const { cells } of shares) {
    const team = cells['team'] ?? ''
    // The first row of a team stands; another one has no place (loose-rows.ts).
    if (written.has(team)) continue
    written.add(team)
    makeMaps(document, [...place, team, 'shares'])
    for (const part of ['roadmap', 'ktlo', 'reliability'])
      document.setIn([...place, team, 'shares', part], shareOf(cells[part] ?? ''))
    const plan = document.getIn([...place, team])
    if (isMap(plan)) {
      setOptionalShare(plan, 'on_call', cells['on_call'])
      setOptionalNumber(plan, 'headcount', cells['headcount'])
    }
    const rows = commitments.filter((each) => each.cells['team'] === team)
    if (rows.length === 0) document.deleteIn([...place, team, 'commitments'])
    else
      writeRows(document, [...place, team, 'commitments'], rows, (row, commitment) => {
        const { name, category = '', kind = 'project', target, days } = commitment.cells
        set(row, 'name', name)
        if (category !== '' && (row.has('category') || category !== usualCategory))
          set(row, 'category', category)
        for (const other of ['ticket', 'project', 'initiative']) if (other !== kind) row.delete(other)
        set(row, kind, target)
        set(row, 'person_days', days)
      })
  }
}

/** Writes which quarters there are, and when the planning of each begins. */
export function writeQuarters(
  document: Document,
  rows: Tables['quarters'],
  before: Tables['quarters'],
): void {
  const map = mapOf(document, 'quarters')
  const pairs = [...map.items]
  const taken = new Set<string>()
  const kept = rows.map(({ at, cells }) => {
    const was = at === null ? undefined : before[at]?.cells['quarter']
    const name = unlikeOthers(cells['quarter']?.trim() ?? '', taken)
    taken.add(name)
    const stood = was === undefined ? undefined : pairs.find(({ key }) => String(key) === was)
    const pair = stood ?? document.createPair(name, flow(document, { teams: {} }))
    if (isScalar(pair.key) && pair.key.value !== name) pair.key.value = name
    if (!isMap(pair.value)) pair.value = new YAMLMap()
    if (isMap(pair.value)) setOptional(pair.value, 'planning_starts', cells['planning_starts'])
    return pair
  })
  // In the order that they were written in; new ones come last.
  map.items = [
    ...pairs.filter((pair) => kept.includes(pair)),
    ...kept.filter((pair) => !pairs.includes(pair)),
  ]
}
