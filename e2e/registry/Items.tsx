'use client'

import { useState } from 'react'
import { Balance } from '@/components/modelrunner/balance'
import { Chat } from '@/components/modelrunner/chat'
import { FileLibrary } from '@/components/modelrunner/file-library'
import { FileUploader } from '@/components/modelrunner/file-uploader'
import { RunHistory } from '@/components/modelrunner/history'
import { ModelPicker } from '@/components/modelrunner/model-picker'
import { PromptBox } from '@/components/modelrunner/prompt-box'
import { RequestRunner } from '@/components/modelrunner/request-runner'
import { UploadButton } from '@/components/modelrunner/upload-button'

/** Every item of the registry on one page, each in a section of its name. */
export function Items() {
  const [model, setModel] = useState('bytedance/sdxl-lightning-4step')
  const [url, setUrl] = useState('')
  return (
    <main className="mx-auto grid max-w-4xl gap-8 p-6">
      <h1>Registry</h1>
      <section aria-label="Prompt box">
        <PromptBox endpoint="bytedance/sdxl-lightning-4step" />
      </section>
      <section aria-label="Upload button">
        <UploadButton onUploaded={(file) => setUrl(file.url)} />
        <output>{url}</output>
      </section>
      <section aria-label="Model picker">
        <ModelPicker value={model} onChange={setModel} />
      </section>
      <section aria-label="Request runner">
        <RequestRunner endpoint={model} />
      </section>
      <section aria-label="Chat">
        <Chat endpoint="meta/llama-4-instruct" persistKey="items" />
      </section>
      <section aria-label="Uploader">
        <FileUploader multiple />
      </section>
      <section aria-label="Library">
        <FileLibrary />
      </section>
      <section aria-label="History">
        <RunHistory />
      </section>
      <section aria-label="Balance">
        <Balance topUpUrl="https://modelrunner.run/billing" />
      </section>
    </main>
  )
}
