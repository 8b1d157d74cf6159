import { createHash } from 'node:crypto'
import { queueDeliveries } from '../../adapters/store/deliver/queue/queue.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Edition } from '../../domain/report/content/edition.ts'

/** Editions of a company: so many readers share one. */
const readersPerEdition = 1_000

export const identity = {
  from: 'Plumbline <plumbline@company.example>',
  replyTo: null,
  messageIdDomain: 'company.example',
}

/** A mail as large as a report usually is: 45 KB of HTML, 5 KB of text and a picture of 25 KB. */
export function edition(name: string): Edition {
  const row = `<tr><td style="padding:4px 8px">Größere Umbauten, ${name}</td><td>38 of 59 person-days</td></tr>\n`
  return {
    editionId: name,
    quarter: name,
    kind: 'final',
    audience: 'executive',
    scope: { kind: 'company' },
    renderedAt: 0,
    subject: 'Reliability took half of what was planned for it – one choice to make',
    preheader: 'What can be promised next quarter.',
    html: `<table>${row.repeat(450)}</table><img src="cid:effort@plumbline" alt="Effort">`,
    text: `${'Größere Umbauten: 38 of 59 person-days.\n'.repeat(125)}`,
    pictures: [{ contentId: 'effort@plumbline', altText: 'Effort', png: noise(25_000) }],
  }
}

/** Bytes that nothing compresses, the same each time. */
function noise(bytes: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, n) =>
    createHash('sha256').update(String(n)).digest(),
  )
  return new Uint8Array(Buffer.concat(blocks).subarray(0, bytes))
}

export function reader(n: number): { readonly name: string; readonly email: string } {
  return { name: `Zoë Example ${n}`, email: `reader-${n}@company.example` }
}

/** Queues so many mails. @returns the ids of their editions */
export async function queueMails(store: Store, run: string, mails: number): Promise<string[]> {
  const editionIds: string[] = []
  for (let from = 0; from < mails; from += readersPerEdition) {
    const editionId = `${run}-${from}`
    await saveEdition(store, edition(editionId))
    const rows = Array.from({ length: Math.min(readersPerEdition, mails - from) }, (_, n) => {
      const { name, email } = reader(from + n)
      return { editionId, recipientEmail: email, recipientName: name, suppressedBecause: null }
    })
    await queueDeliveries(store, rows, 0)
    editionIds.push(editionId)
  }
  return editionIds
}
