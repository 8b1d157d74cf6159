import type { TicketReference } from '../../../domain/sync/incomplete.ts'
import { TrackerResponseTooLargeError } from '../../trackers/errors.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { LinearPartialError, LinearTooManyError } from '../http/errors.ts'
import { anyNode, type NodePage } from '../map/schemas.ts'
import { type Place, placeAfter, readPage } from './pages.ts'

/** A page of records, not parsed yet, and where the next one starts. */
export interface SkippingPage {
  readonly nodes: readonly unknown[]
  readonly unservable: readonly Unservable[]
  /** Fields of nodes, by id, that Linear fails to return, so that they are null. */
  readonly gaps: ReadonlyMap<string, readonly TicketReference[]>
  readonly next: Place | null
}

/** A record that Linear fails to return. */
type Unservable = Pick<QuarantinedRecord, 'recordId' | 'cause' | 'payload'>

/** One list, whole and as mere ids. */
interface ListQueries {
  readonly list: Query<NodePage>
  /** Only the records' positions, to skip one that Linear fails to return. */
  readonly ids: Query<NodePage>
  /** What a record is called in messages. */
  readonly noun: string
  /** Which failures a record is looked for behind: that of a whole list doesn't say. */
  readonly narrows: 'every failure' | 'failures of records'
  /** Records, one after the other, at which Linear failed alone; the caller keeps it. */
  readonly failing?: { inRow: number }
}

/** Where Linear fails at so many records in a row, it isn't they that it fails at. */
const mostFailingInRow = 3

/**
 * Reads the page at a position. When Linear returns only a part of it each time, reads up to the record that fails, then skips that
 * record and reports it; the same with a record at which Linear fails alone, or whose response is larger than is read. Where Linear
 * fails only at fields that may be null, the records are returned without them, and the fields as gaps.
 */
export async function readSkipping(
  client: LinearClient,
  { list, ids, noun, narrows, failing = { inRow: 0 } }: ListQueries,
  asked: {
    readonly first: number
    readonly place: Place
    readonly filter: Readonly<Record<string, unknown>>
  },
  signal: AbortSignal | undefined,
): Promise<SkippingPage> {
  const { place } = asked
  const skipOne = async (cause: string): Promise<SkippingPage> => {
    const page = await readPage(client, ids, { ...asked, first: 1 }, signal)
    const unservable = page.nodes.map((node) => unservableOf(node, cause))
    return { nodes: [], unservable, gaps: noGaps, next: placeAfter(page, place) }
  }
  for (let first = asked.first; ; ) {
    try {
      const page = await readPage(client, list, { ...asked, first }, signal)
      failing.inRow = 0
      return { nodes: page.nodes, unservable: [], gaps: noGaps, next: placeAfter(page, place) }
    } catch (error) {
      const alone = causeAlone(error, { noun, narrows, failing })
      if (alone !== null) return skipOne(alone)
      if (!(error instanceof LinearPartialError)) throw error
      const rest = restOf(error, list)
      if (rest !== null) return { ...rest, unservable: [], next: placeAfter(rest.page, place) }
      if (error.nodeIndex === null && narrows === 'failures of records') throw error
      if (first === 1) return skipOne(`Linear fails to return this ${noun}`)
      first = sizeBefore(first, error.nodeIndex)
    }
  }
}

/** Why a page that was made smaller down to one record still doesn't come; null for what isn't the record's fault. */
function causeAlone(
  error: unknown,
  { noun, narrows, failing }: Required<Pick<ListQueries, 'noun' | 'narrows' | 'failing'>>,
): string | null {
  if (error instanceof TrackerResponseTooLargeError) return 'it is larger than is read'
  if (!(error instanceof LinearTooManyError) || narrows === 'failures of records') return null
  failing.inRow += 1
  return failing.inRow > mostFailingInRow ? null : `Linear fails at this ${noun}, each time`
}

const noGaps: SkippingPage['gaps'] = new Map()

/** A page of which Linear fails at fields alone that name other records. Null where more is missing. */
function restOf(
  { partial: { data, gaps } }: LinearPartialError,
  list: Query<NodePage>,
): (Pick<SkippingPage, 'nodes' | 'gaps'> & { readonly page: NodePage }) | null {
  const page = list.data.safeParse(data).data
  if (gaps === null || page === undefined) return null
  const fields = new Map<string, TicketReference[]>()
  for (const { nodeIndex, field } of gaps) {
    const { id } = anyNode.parse(page.nodes[nodeIndex])
    fields.set(id, [...(fields.get(id) ?? []), field])
  }
  return { page, nodes: page.nodes, gaps: fields }
}

export function unservableOf(node: unknown, cause: string): Unservable {
  return { recordId: anyNode.parse(node).id, cause, payload: JSON.stringify(node) }
}

/** A page size that leaves the failing record out, or makes it the only one. */
function sizeBefore(first: number, failingIndex: number | null): number {
  if (failingIndex === null || failingIndex >= first) return Math.max(1, Math.floor(first / 2))
  return Math.max(1, failingIndex)
}
