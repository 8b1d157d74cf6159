import { z } from 'zod'
import { TrackerRequestError, TrackerResponseTooLargeError } from '../../trackers/errors.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { isTooMuch, LinearPartialError } from '../http/errors.ts'
import { listedNode, type NodePage, nodePage } from '../map/schemas.ts'
import { readAll } from './pages.ts'
import {
  type ListName,
  type ListSizes,
  listNames,
  longerFirsts,
  longerListsText,
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

/**
 * Reads as many nodes of lists of many issues at once. Halves a request that is too complex, too large or returns only a part,
 * down to the list that fails, which is left out.
 */
async function readLongerLists(
  client: LinearClient,
  wanted: readonly Wanted[],
  sizes: ListSizes,
  signal: AbortSignal | undefined,
): Promise<readonly ListRead[]> {
  if (wanted.length === 0) return []
  const { query, variables } = requestOf(wanted, sizes)
  if (wanted.length === 1 || client.fits(query, variables)) {
    try {
      return await client.query(query, variables, signal)
    } catch (error) {
      const isLeftOut = error instanceof LinearPartialError || error instanceof TrackerResponseTooLargeError
      if (!isLeftOut && !(wanted.length > 1 && isTooMuch(error))) throw error
      if (wanted.length === 1) return []
    }
  }
  const half = Math.ceil(wanted.length / 2)
  const former = await readLongerLists(client, wanted.slice(0, half), sizes, signal)
  return [...former, ...(await readLongerLists(client, wanted.slice(half), sizes, signal))]
}

function requestOf(wanted: readonly Wanted[], sizes: ListSizes) {
  const ofName = Map.groupBy(wanted, ({ name }) => name)
  const names = listNames.filter((name) => ofName.has(name))
  const variables = names.flatMap((name) => {
    const ids = ofName.get(name)?.map(({ issueId }) => issueId) ?? []
    return [
      [`${name}First`, ids.length],
      [`${name}Filter`, { id: { in: ids } }],
    ]
  })
  const query = { name: 'longer lists', text: longerListsText(names, sizes), data: longerLists }
  return { query, variables: Object.fromEntries(variables) as Readonly<Record<string, unknown>> }
}

const block = z.object({ nodes: z.array(z.unknown()) })

const longerLists: z.ZodType<readonly ListRead[]> = z
  .object({ stateHistory: block.optional(), history: block.optional(), comments: block.optional() })
  .transform((blocks) =>
    listNames.flatMap((name) =>
      (blocks[name]?.nodes ?? []).flatMap((node) => {
        const { data } = listedNode.safeParse(node)
        return data === undefined ? [] : [{ issueId: data.id, name, nodes: data.list.nodes }]
      }),
    ),
  )

const wholeList: z.ZodType<NodePage> = z
  .object({ issue: z.object({ list: nodePage }) })
  .transform(({ issue }) => issue.list)

/** Reads lists whole: long ones many at once, those that are longer than any such list one by one. */
export async function readLists(
  client: LinearClient,
  wanted: readonly Wanted[],
  signal: AbortSignal | undefined,
): Promise<{ readonly read: readonly ListRead[]; readonly unread: readonly Wanted[] }> {
  const read: ListRead[] = []
  let clipped = wanted
  for (const sizes of longerFirsts) {
    const lists = await readLongerLists(client, clipped, sizes, signal)
    for (const list of lists) if (list.nodes.length < sizes[list.name]) read.push(list)
    clipped = lists.filter(({ name, nodes }) => nodes.length >= sizes[name])
  }
  for (const list of clipped) {
    const whole = await readWholeList(client, list, signal)
    if (whole !== null) read.push(whole)
  }
  const keys = new Set(read.map(keyOf))
  return { read, unread: wanted.filter((each) => !keys.has(keyOf(each))) }
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
    return { issueId, name, nodes: await readAll<unknown>(client, query, { id: issueId }, signal) }
  } catch (error) {
    const isOfList =
      error instanceof LinearPartialError ||
      error instanceof TrackerRequestError ||
      error instanceof TrackerResponseTooLargeError
    if (isOfList) return null
    throw error
  }
}
