import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml'
import { z } from 'zod'
import { type QuarterId, quarterAfter } from '../../quarter.ts'
import { wholeTenths } from '../../text/numbers.ts'
import { readPlanTables } from './read.ts'
import type { PlanTables } from './table.ts'

/** What is left of a team's commitment, by the figures; null where there are none, 0 for one that was delivered or dropped. */
export type CommitmentLeft = (teamId: string, name: string) => number | null

const looseQuarters = z.looseObject({
  quarters: z.record(
    z.string(),
    z.looseObject({
      teams: z.record(z.string(), z.looseObject({ commitments: z.array(z.unknown()).catch([]) })).catch({}),
    }),
  ),
})
const looseCommitment = z.looseObject({ name: z.unknown(), person_days: z.unknown() })

/** The quarter after the newest of a plan file; null where the file has none. */
export function nextQuarterOf({ quarters }: Pick<PlanTables, 'quarters'>): QuarterId | null {
  const newest = quarters.at(-1)?.cells['quarter']
  return newest !== undefined && /^\d{4}-Q[1-4]$/.test(newest) ? quarterAfter(newest) : null
}

/**
 * A plan file with one quarter more: the newest one's shares, on-call and people, and those of its commitments that are still open, with
 * the days that are left of them (as planned where that isn't known, or nothing is). The rest of the file stays as it is.
 * @param leftMilliDays of a commitment of the newest quarter
 */
export function withNextQuarter(text: string, leftMilliDays: CommitmentLeft): string {
  const tables = readPlanTables(text)
  const next = tables && nextQuarterOf(tables)
  if (next === null) return text
  const document = parseDocument(text, { stringKeys: true })
  const { quarters } = looseQuarters.catch({ quarters: {} }).parse(document.toJS({ maxAliasCount: -1 }))
  const newest = Object.keys(quarters).toSorted().at(-1)
  if (newest === undefined) return text
  const teams = Object.entries(quarters[newest]?.teams ?? {}).map(([teamId, { commitments, ...team }]) => {
    const open = commitments.flatMap((each) => carriedOver(each, (name) => leftMilliDays(teamId, name)))
    return [teamId, open.length === 0 ? team : { ...team, commitments: open }] as const
  })
  const node = document.createNode({ teams: Object.fromEntries(teams) }, { aliasDuplicateObjects: false })
  document.setIn(['quarters', next], node)
  for (const [teamId] of teams) {
    const team = document.getIn(['quarters', next, 'teams', teamId])
    if (isMap(team)) writeOnOneLine(team)
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

function carriedOver(commitment: unknown, left: (name: string) => number | null): unknown[] {
  const { success, data } = looseCommitment.safeParse(commitment)
  if (!success) return [commitment]
  const milliDays = left(String(data.name))
  if (milliDays === null) return [data]
  return milliDays === 0 ? [] : [{ ...data, person_days: Math.max(1, wholeTenths(milliDays)) / 10 }]
}

function writeOnOneLine(team: YAMLMap): void {
  const shares = team.get('shares')
  if (isMap(shares)) shares.flow = true
  const commitments = team.get('commitments')
  if (isSeq(commitments)) for (const each of commitments.items) if (isMap(each)) each.flow = true
}
