import type { RelayLogEntry } from '../../../domain/deliver/relay-log.ts'

/** What a line says of a mail that the relay knows by a queue id of its own. */
export type QueueLine =
  /** The queue id now stands for this Message-ID. */
  | { readonly kind: 'named'; readonly queueId: string; readonly messageId: string }
  | (Pick<RelayLogEntry, 'kind' | 'recipient'> & { readonly queueId: string; readonly messageId?: string })
  /** The queue id is free for another mail. */
  | { readonly kind: 'removed'; readonly queueId: string }
