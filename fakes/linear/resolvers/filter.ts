import { type Instant, minuteMs } from '../../../domain/instant.ts'

type Filter = Readonly<Record<string, unknown>>

/**
 * Whether a value matches one of Linear's filters: comparators, `and`, `or`, `null`, filters of what it refers to, and of
 * collections (`some`, `every`, `length`; a plain field of a collection means some).
 * @param value a scalar, what GraphQL would resolve fields from, or a list of these
 */
export function matches(value: unknown, filter: Filter, nowAt: Instant): boolean {
  return Object.entries(filter).every(([key, expected]) => {
    if (expected === undefined) return true
    if (key === 'and') return filtersOf(expected).every((each) => matches(value, each, nowAt))
    if (key === 'or') return filtersOf(expected).some((each) => matches(value, each, nowAt))
    if (key === 'null') return (value === null || value === undefined) === expected
    const comparator = comparators[key]
    if (comparator !== undefined && !isObject(value)) return comparator(value, expected, nowAt)
    const inner = filterOf(expected)
    if (Array.isArray(value)) return matchesCollection(value, key, inner, nowAt)
    if (!isObject(value)) return false
    return matches(fieldOf(value, key), inner, nowAt)
  })
}

function matchesCollection(values: readonly unknown[], key: string, filter: Filter, nowAt: Instant): boolean {
  if (key === 'some') return values.some((value) => matches(value, filter, nowAt))
  if (key === 'every') return values.every((value) => matches(value, filter, nowAt))
  if (key === 'length') return matches(values.length, filter, nowAt)
  return values.some((value) => matches(value, { [key]: filter }, nowAt))
}

type Comparator = (value: unknown, expected: unknown, nowAt: Instant) => boolean

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const lower = (value: unknown) => text(value).toLowerCase()
const isOneOf: Comparator = (value, expected, nowAt) => {
  if (!Array.isArray(expected)) return false
  if (expected.includes(value)) return true
  const amount = amountOf(value, nowAt)
  return !Number.isNaN(amount) && expected.some((each) => amountOf(each, nowAt) === amount)
}

const comparators: Readonly<Record<string, Comparator>> = {
  eq: (value, expected, nowAt) => isSame(value, expected, nowAt),
  neq: (value, expected, nowAt) => !isSame(value, expected, nowAt),
  in: isOneOf,
  nin: (value, expected, nowAt) => !isOneOf(value, expected, nowAt),
  gt: (value, expected, nowAt) => amountOf(value, nowAt) > amountOf(expected, nowAt),
  gte: (value, expected, nowAt) => amountOf(value, nowAt) >= amountOf(expected, nowAt),
  lt: (value, expected, nowAt) => amountOf(value, nowAt) < amountOf(expected, nowAt),
  lte: (value, expected, nowAt) => amountOf(value, nowAt) <= amountOf(expected, nowAt),
  contains: (value, expected) => text(value).includes(text(expected)),
  containsIgnoreCase: (value, expected) => lower(value).includes(lower(expected)),
  eqIgnoreCase: (value, expected) => lower(value) === lower(expected),
  startsWith: (value, expected) => text(value).startsWith(text(expected)),
  endsWith: (value, expected) => text(value).endsWith(text(expected)),
}

function isSame(value: unknown, expected: unknown, nowAt: Instant): boolean {
  return isOneOf(value, [expected], nowAt)
}

/** Numbers as they are, dates as instants, durations (`-P2W`, `P1DT2H`) from now; anything else is NaN, which equals nothing. */
function amountOf(value: unknown, nowAt: Instant): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^(?:\d{4}-|-?P)/.test(value)) return Number.NaN
  if (/^\d{4}-\d\d-\d\d/.test(value)) return Date.parse(value)
  const duration = /^(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(value)
  if (duration === null) return Number.NaN
  const [, sign, weeks = '0', days = '0', hours = '0', minutes = '0'] = duration
  const totalMinutes = ((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes)
  return nowAt + (sign === '-' ? -1 : 1) * totalMinutes * minuteMs
}

/** A field's value; for a connection the whole collection, which GraphQL can't request. */
function fieldOf(view: Readonly<Record<string, unknown>>, key: string): unknown {
  const collections = view['collections']
  if (isObject(collections) && key in collections) {
    const collection = collections[key]
    return typeof collection === 'function' ? collection() : collection
  }
  const field = view[key]
  return typeof field === 'function' ? field({}) : field
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function filterOf(value: unknown): Filter {
  return isObject(value) ? value : {}
}

function filtersOf(value: unknown): readonly Filter[] {
  return Array.isArray(value) ? value.map(filterOf) : []
}
