// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HEADERS } from '../../protocol/headers.js'
import { submitExtras } from './submit-extras.js'
import type { SubmitOptions } from './submit-options.js'

afterEach(() => vi.restoreAllMocks())

describe('submitExtras', () => {
  it('puts each option where the platform reads it', () => {
    const extras = submitExtras(
      { own: 'a' },
      {
        metadata: { team: 'b' },
        lifecycle: { expiresIn: 'never' },
        storeIo: false,
        priority: 'low',
        hint: 'warm-7',
        webhook: { url: 'https://app.example/hook', events: ['completed'] },
        baseModel: 'acme/upscaler',
      },
      'client-1',
    )
    expect(extras.body).toEqual({
      metadata: { own: 'a', team: 'b', mr_client_id: 'client-1' },
      webhook: 'https://app.example/hook',
      webhook_events_filter: ['completed'],
      base_model: 'acme/upscaler',
    })
    expect(extras.headers).toEqual({
      [HEADERS.lifecycle]: '{"expiration_duration_seconds":null}',
      [HEADERS.storeIo]: '0',
      [HEADERS.priority]: 'low',
      [HEADERS.hint]: 'warm-7',
      [HEADERS.runnerHint]: 'warm-7',
    })
  })

  it.each(['http://localhost:3000/hook', 'http://127.0.0.1/hook'])(
    'take a webhook on this machine for the emulator: %s',
    (webhook) => {
      expect(submitExtras(undefined, { webhook }, undefined).body).toEqual({ webhook })
    },
  )

  it.each<[object, RegExp]>([
    [{ priority: 'high' }, /priority is "high"\. Give 'normal' or 'low'\./],
    [{ hint: 'naïve\n' }, /hint goes into a header/],
    [{ lifecycle: { expiresIn: '2d' } }, /expiresIn is 2d.*'1h'/],
    [{ lifecycle: { expiresIn: 59 } }, /expiresIn is 59.*60/],
    [{ webhook: 'http://app.example' }, /webhook must be an https URL/],
    [{ webhook: 'http://localhost.example/hook' }, /webhook must be an https URL/],
    [{ webhook: {} }, /webhook must be an https URL/],
    [{ webhook: { url: 'https://a.example', events: ['done'] } }, /'done'.*'start' and 'completed'/],
    [{ baseModel: 'upscaler' }, /baseModel is "upscaler"\. Give owner\/alias\./],
    [{ metadata: { mr_client_id: 'mine' } }, /set by exactlyOnce/],
    [{ metadata: { count: 3 } }, /metadata\.count.*strings/],
    [{ metadata: { k: 'v'.repeat(513) } }, /at most 512/],
    [{ metadata: { ['k'.repeat(65)]: 'v' } }, /1–64 characters/],
  ])('refuses %j before anything is sent', (options, message) => {
    expect(() => submitExtras(undefined, options as SubmitOptions, 'client-1')).toThrow(message)
  })

  it('warns the developer once of an option that does not exist', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const options = { storeIo: true, lifecyle: { expiresIn: '1h' }, extra: undefined } as SubmitOptions
    submitExtras(undefined, options, undefined)
    submitExtras(undefined, options, undefined)
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).toMatch(/lifecyle is no option of a submit.*lifecycle.*docs\//)
  })
})
