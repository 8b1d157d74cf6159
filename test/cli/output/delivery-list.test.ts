import { expect, test } from 'vitest'
import { sendingCancelledText, sendingProgressText } from '../../../cli/output/delivery-list.ts'

const none = { sent: 0, open: 0, underWay: 0, inDoubt: 0, failed: 0 }

test('a cancelled sending says how many are left, unless the relay may still take some of them', () => {
  const again = 'run the same command again to send'
  expect(sendingCancelledText({ ...none, sent: 0, open: 5, underWay: 0 })).toBe('cancelled: no mail was sent')
  expect(sendingCancelledText({ ...none, sent: 0, open: 5, underWay: 5 })).toBe(
    `cancelled before a mail had been sent; ${again} what is left: nobody gets one twice`,
  )
  expect(sendingCancelledText({ ...none, sent: 1, open: 4, underWay: 0 })).toBe(
    `cancelled after 1 mail had been sent; ${again} the other 4: nobody gets one twice`,
  )
  expect(sendingCancelledText({ ...none, sent: 2, open: 4, underWay: 1 })).toBe(
    `cancelled after 2 mails had been sent; ${again} what is left: nobody gets one twice`,
  )
})

test('a cancelled sending tells of mails in doubt, which may have arrived', () => {
  expect(sendingCancelledText({ ...none, open: 5, inDoubt: 2 })).toBe(
    'cancelled before a mail had been sent; 2 in doubt: plumbline deliveries; run the same command again to send the other 5: nobody gets one twice',
  )
  expect(sendingCancelledText({ ...none, sent: 1, inDoubt: 1 })).toBe(
    'cancelled after 1 mail had been sent; 1 in doubt: plumbline deliveries; none is left to send',
  )
})

test('the mails of a sending stay as many, however they end', () => {
  expect(sendingProgressText({ ...none, open: 150 }, '2026-Q3')).toBe('0 of 150 mails of 2026-Q3 sent')
  expect(sendingProgressText({ ...none, sent: 35, open: 104, inDoubt: 8, failed: 3 }, '2026-Q3')).toBe(
    '35 of 150 mails of 2026-Q3 sent, 11 in doubt or failed',
  )
})
