import {
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { linearSchema } from '../../../../fakes/linear/schema/schema.ts'
import { officialLinearSchema } from '../official-schema.ts'

const officialSchema = officialLinearSchema()

/** Every member of a schema as `Type.field(argument): Type`. */
function membersOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map((value) => `${type.name} = ${value.name}`)
      if (isInputObjectType(type)) {
        return Object.values(type.getFields()).map((field) => `${type.name}.${field.name}: ${field.type}`)
      }
      if (!isObjectType(type)) return []
      return Object.values(type.getFields()).flatMap((field) => [
        `${type.name}.${field.name}: ${field.type}`,
        ...field.args.map((arg) => `${type.name}.${field.name}(${arg.name}: ${arg.type})`),
      ])
    })
}

describe('the subset of the schema', () => {
  test('stands on its own: every list has first, after and pageInfo', () => {
    for (const type of Object.values(linearSchema.getTypeMap())) {
      if (!isObjectType(type) || type.name.endsWith('Edge')) continue
      for (const field of Object.values(type.getFields())) {
        const named = getNamedType(field.type)
        if (!named.name.endsWith('Connection') || !isObjectType(named)) continue
        expect(field.args.map((arg) => arg.name)).toEqual(expect.arrayContaining(['first', 'after']))
        expect(Object.keys(named.getFields()).sort()).toEqual(['edges', 'nodes', 'pageInfo'])
      }
    }
  })

  if (officialSchema !== null)
    test("holds nothing that isn't in the official schema, with the same types", () => {
      const official = new Set(membersOf(officialSchema))
      expect(membersOf(linearSchema).filter((member) => !official.has(member))).toEqual([])
    })
})
