/** What a tracker never sends in the place of anything. */
const junk: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  4.5,
  1e300,
  '',
  'none',
  '../../x?y=1#z',
  `") or (1=1`,
  '1970-13-45T99:00:00Z',
  'long '.repeat(2000),
  'nul\u0000 and half of a pair \ud800',
  [],
  {},
  [[]],
  { nodes: null },
  { id: {} },
  [null, { id: null }],
]

/** A copy of a record with one part replaced, removed, wrapped or doubled; the whole record too may be what is changed. */
export function mutated(record: unknown, draw: () => number): unknown {
  const places = placesIn(record)
  const place = places[Math.floor(draw() * places.length)] ?? []
  return changedAt(record, place, (part) => mutationOf(part, draw))
}

type Place = readonly (string | number)[]

const removed = Symbol('removed')

function mutationOf(part: unknown, draw: () => number): unknown {
  const kind = Math.floor(draw() * 5)
  if (kind === 0) return removed
  if (kind === 1) return [part]
  if (kind === 2) return { value: part }
  if (kind === 3 && Array.isArray(part)) return [...part, ...part]
  return junk[Math.floor(draw() * junk.length)]
}

/** Every part of a record, the record itself included. */
function placesIn(record: unknown, place: Place = []): Place[] {
  if (typeof record !== 'object' || record === null) return [place]
  const entries: [string | number, unknown][] = Array.isArray(record)
    ? record.map((item, index) => [index, item])
    : Object.entries(record)
  return [place, ...entries.flatMap(([name, part]) => placesIn(part, [...place, name]))]
}

function changedAt(record: unknown, place: Place, change: (part: unknown) => unknown): unknown {
  const [name, ...rest] = place
  if (name === undefined) {
    const changed = change(record)
    return changed === removed ? null : changed
  }
  if (Array.isArray(record)) {
    return record.flatMap((item, index) => (index === name ? [changedAt(item, rest, change)] : [item]))
  }
  const entries = Object.entries(record ?? {}).flatMap(([each, part]) => {
    if (each !== name) return [[each, part] as const]
    if (rest.length > 0) return [[each, changedAt(part, rest, change)] as const]
    const changed = change(part)
    return changed === removed ? [] : [[each, changed] as const]
  })
  return Object.fromEntries(entries)
}
