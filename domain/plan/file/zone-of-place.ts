import { IANAZone } from 'luxon'

/**
 * Names that are zones but hardly mean what somebody writes them for: the sign of `Etc/GMT+2` is turned round (it is two hours behind
 * UTC), and `EST` stays in winter all year.
 */
const misread = /^(?:Etc\/)?GMT[+-]0*[1-9]|^(?:EST|MST|HST)$/i

/** Whether a name that a person writes is an IANA zone, and one that means what it seems to. */
export function isZoneOfPlace(zone: string): boolean {
  return IANAZone.isValidZone(zone) && !misread.test(zone)
}
