import { expect, test } from 'vitest'
import { sendingCancelledText } from '../../../cli/output/delivery-list.ts'

test('a cancelled sending says how many are left, unless the relay may still take some of them', () => {
  const again = 'run the same command again to send'
  expect(sendingCancelledText({ sent: 0, open: 5, underWay: 0 })).toBe('cancelled: no mail was sent')
  expect(sendingCancelledText({ sent: 0, open: 5, underWay: 5 })).toBe(
    `cancelled before a mail had been sent; ${again} what is left: nobody gets one twice`,
  )
  expect(sendingCancelledText({ sent: 1, open: 4, underWay: 0 })).toBe(
    `cancelled after 1 mail had been sent; ${again} the other 4: nobody gets one twice`,
  )
  expect(sendingCancelledText({ sent: 2, open: 4, underWay: 1 })).toBe(
    `cancelled after 2 mails had been sent; ${again} what is left: nobody gets one twice`,
  )
})
