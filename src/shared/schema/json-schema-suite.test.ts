// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../protocol/model.js'
import { validate } from './validate.js'

/**
 * The official JSON-Schema-Test-Suite, by `npm run test:json-schema`. No package of npm carries it, so it is installed first:
 *   apt-get install -y --no-install-recommends libtest-json-schema-acceptance-perl
 * or any checkout of it by JSON_SCHEMA_TEST_SUITE=<folder with draft7 and draft2020-12>.
 */
const SUITE =
  process.env['JSON_SCHEMA_TEST_SUITE'] ??
  '/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance/tests'

interface Group {
  description: string
  schema: JsonSchema
  tests: { description: string; data: unknown; valid: boolean }[]
}

/** Keywords that are not checked (docs/forms.md): what they would refuse is accepted. */
const UNSUPPORTED = ['unevaluatedItems', 'unevaluatedProperties', 'dynamicRef', 'refRemote']
/** Groups that need another document, or a base URI that moves. */
const REMOTE =
  /remote|\$id|base URI|urn|relative (?:refs|uris|pointer)|absolute|anchor|meta-?schema|location-independent|embedded|identifier|recursive references|ref to (?:if|then|else)|creates new scope|collect annotations/i

const read = (draft: string) =>
  readdirSync(join(SUITE, draft))
    // A dialect of its own turns keywords off: not supported.
    .filter((file) => file.endsWith('.json') && file !== 'vocabulary.json')
    .map((file) => ({
      keyword: file.replace('.json', ''),
      groups: JSON.parse(readFileSync(join(SUITE, draft, file), 'utf8')) as Group[],
    }))

describe.each(['draft7', 'draft2020-12'])('the official suite, %s', (draft) => {
  it.each(read(draft))('$keyword', ({ keyword, groups }) => {
    const wrong = groups.flatMap(({ description, schema, tests }) =>
      tests.flatMap((test) => {
        const isSupported = !UNSUPPORTED.includes(keyword) && !REMOTE.test(description)
        const problems = validate(test.data, schema, { root: schema, refReplaces: draft === 'draft7' })
        if (test.valid) return problems.length === 0 ? [] : [`refused: ${description}, ${test.description}`]
        return problems.length > 0 || !isSupported ? [] : [`accepted: ${description}, ${test.description}`]
      }),
    )
    expect(wrong).toEqual([])
  })
})
