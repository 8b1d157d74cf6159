import { expect, test } from 'vitest'
import { measuredTicketSchema } from '../../../domain/effort/effort.ts'
import { aTicket } from '../../builders/ticket.ts'

test('effort is measured from all of a ticket but its words and what stands above it by key', () => {
  const ticket = aTicket('CORE-1', { connectionId: '11111111-1111-4111-8111-111111111111' })
  const {
    key,
    title,
    typeId,
    typeName,
    priorityName,
    labels,
    components,
    customFields,
    parentKey,
    isContext,
    ...measured
  } = ticket
  expect(measuredTicketSchema.parse(ticket)).toEqual(measured)
})
