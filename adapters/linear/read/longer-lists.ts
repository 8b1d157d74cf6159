import { z } from 'zod'
import { TrackerRequestError, TrackerResponseTooLargeError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearPartialError, LinearTooManyError } from '../http/errors.ts'
import { maxFirst } from '../http/score.ts'
import { listedNode, type NodePage, nodePage } from '../map/schemas.ts'
import { readAll } from './pages.ts'
import {
  type ListName,
  type ListSizes,
  listNames,
  longerFirsts,
  longerListsText,
  variablesOfParts,
  wholeListText,
} from './queries.ts'

/** A list of an issue. */
export interface Wanted {
  readonly issueId: string
  readonly name: ListName
}

/** The start of a list as Linear returned it. */
export interface ListRead extends Wanted {
  readonly nodes: readonly unknown[]
}

/** What came of a list, and whether Linear says that it has more; null where it wasn't asked. */
export interface ListStart extends ListRead {
  readonly hasMore: boolean | null
}

/** Lists that were read before they were needed. */
interface ReadAhead {
  /** @param level which of the sizes of `longerFirsts` */
  startOf(wanted: Wanted, level: number): ListStart | null
}

interface ReadOptions {
  readonly sizes: ListSizes
  /** Whether each list tells if it has more. */
  readonly withEnds: boolean
}

/**
 * Reads as many nodes of lists of many issues at once. Halves a request that is too complex, too large or returns only a part,
 * down to the list that fails, which is left out.
 */
async function readLongerLists(
  client: LinearClient,
  wanted: readonly Wanted[],
  options: ReadOptions,
  signal: AbortSignal | undefined,
): Promise<readonly ListStart[]> {
  if (wanted.length === 0) return []
  const { query, variables, most } = requestOf(wanted, options)
  if (wanted.length === 1 || (most <= maxFirst && client.roomIn(query, variables) >= 0)) {
    try {
      const lists = await client.query(query, variables, signal)
      const missing = missingOf(wanted, lists)
      // Fewer tickets than were asked for: those that didn't come are asked for alone, as long as some come.
      const isCut = lists.length > 0 && missing.length > 0
      return isCut ? [...lists, ...(await readLongerLists(client, missing, options, signal))] : lists
    } catch (error) {
      if (!isLeftOut(error) && !(wanted.length > 1 && isTooMuch(error))) throw error
      if (wanted.length === 1) return []
    }
  }
  const half = Math.ceil(wanted.length / 2)
  const former = await readLongerLists(client, wanted.slice(0, half), options, signal)
  return [...former, ...(await readLongerLists(client, wanted.slice(half), options, signal))]
}

/** Whether it is this list that Linear can't return, where it was asked for alone. */
function isLeftOut(error: unknown): boolean {
  return (
    error instanceof LinearPartialError ||
    error instanceof LinearTooManyError ||
    error instanceof TrackerResponseTooLargeError
  )
}

function requestOf(wanted: readonly Wanted[], { sizes, withEnds }: ReadOptions) {
  const ofName = Map.groupBy(wanted, ({ name }) => name)
  const names = listNames.filter((name) => ofName.has(name))
  const parts = names.map((name) => {
    const ids = ofName.get(name)?.map(({ issueId }) => issueId) ?? []
    return { alias: name, first: ids.length, filter: { id: { in: ids } } }
  })
  const text = longerListsText(names, sizes, withEnds)
  const query = { name: 'longer lists', text, data: longerLists }
  const most = Math.max(...names.map((name) => ofName.get(name)?.length ?? 0))
  return { query, most, variables: variablesOfParts(parts) }
}

const block = z.object({ nodes: z.array(z.unknown()) })

const longerLists: z.ZodType<readonly ListStart[]> = z
  .object({ stateHistory: block.optional(), history: block.optional(), comments: block.optional() })
  .transform((blocks) => listNames.flatMap((name) => listStartsOf(name, blocks[name]?.nodes ?? [])))

/** One list of each of some issues; what is none is left out. */
export function listStartsOf(name: ListName, issues: readonly unknown[]): readonly ListStart[] {
  return issues.flatMap((issue) => {
    const { data } = listedNode.safeParse(issue)
    if (data === undefined) return []
    const { nodes, pageInfo } = data.list
    return [{ issueId: data.id, name, nodes, hasMore: pageInfo?.hasNextPage ?? null }]
  })
}

const wholeList: z.ZodType<NodePage> = z
  .object({ issue: z.object({ list: nodePage }) })
  .transform(({ issue }) => issue.list)

/**
 * Reads lists whole: long ones many at once, those that are longer than any such list one by one.
 * @param options.withEnds whether to ask for each list's end, which costs as much as the list: its length tells it where Linear keeps to
 * what was asked for
 */
export async function readLists(
  client: LinearClient,
  wanted: readonly Wanted[],
  signal: AbortSignal | undefined,
  {
    withEnds = client.returnsShortLists(),
    ahead = null,
  }: { readonly withEnds?: boolean; readonly ahead?: ReadAhead | null } = {},
): Promise<{ readonly read: readonly ListRead[]; readonly unread: readonly Wanted[] }> {
  const read: ListRead[] = []
  let clipped = wanted
  for (const [level, sizes] of longerFirsts.entries()) {
    const known = clipped.flatMap((each) => ahead?.startOf(each, level) ?? [])
    const unknown = missingOf(clipped, known)
    const lists = [...known, ...(await readLongerLists(client, unknown, { sizes, withEnds }, signal))]
    for (const list of lists) if (!goesOn(list, sizes[list.name])) read.push(list)
    clipped = lists.filter((list) => goesOn(list, sizes[list.name]))
  }
  for (const list of clipped) {
    const whole = await readWholeList(client, list, signal)
    if (whole !== null) read.push(whole)
  }
  if (!withEnds && (await areClipped(client, read, signal))) {
    client.noteShortList()
    return readLists(client, wanted, signal, { withEnds: true })
  }
  return { read, unread: missingOf(wanted, read) }
}

/**
 * Whether Linear returns fewer of a record's list than are asked for at once. All lists that it clips are of one length then, which
 * none exceeds: the longest that came tells, where no list before was as long and whole.
 */
async function areClipped(
  client: LinearClient,
  lists: readonly ListRead[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const most = longerFirsts.at(-1)
  let longest: ListRead | null = null
  for (const list of lists)
    if (list.nodes.length < (most?.[list.name] ?? 0) && list.nodes.length > (longest?.nodes.length ?? 0))
      longest = list
  const length = longest?.nodes.length ?? 0
  if (longest === null || !mayBeLimit(length, client.unclippedLength())) return false
  const whole = await readWholeList(client, longest, signal)
  if (whole !== null && whole.nodes.length > length) return true
  client.noteUnclipped(length + 1)
  return false
}

/**
 * Whether a list of a record of this length, shorter than was asked for, may have more: a limit of Linear's would clip all longer ones to
 * it. Limits are round numbers, and asking is a request.
 */
function mayBeLimit(length: number, unclippedLength: number): boolean {
  if (length < unclippedLength) return false
  return length % 10 === 0 || length % 25 === 0 || length % 32 === 0
}

/** Whether a list has more: as Linear says where it was asked, by its length otherwise. */
export function goesOn({ nodes, hasMore }: ListStart, size: number): boolean {
  return hasMore ?? nodes.length >= size
}

function missingOf(wanted: readonly Wanted[], lists: readonly Wanted[]): Wanted[] {
  const keys = new Set(lists.map(keyOf))
  return wanted.filter((each) => !keys.has(keyOf(each)))
}

function keyOf({ issueId, name }: Wanted): string {
  return `${issueId} ${name}`
}

/** Reads one list of one issue to its end; null where Linear returns only a part of it each time, or rejects it. */
async function readWholeList(
  client: LinearClient,
  { issueId, name }: Wanted,
  signal: AbortSignal | undefined,
): Promise<ListRead | null> {
  const query: Query<NodePage> = { name: `whole ${name}`, text: wholeListText(name), data: wholeList }
  try {
    return {
      issueId,
      name,
      nodes: await readAll<unknown>(client, query, { variables: { id: issueId } }, signal),
    }
  } catch (error) {
    if (isLeftOut(error) || error instanceof TrackerRequestError) return null
    throw error
  }
}
