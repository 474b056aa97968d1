import { createModelRunnerClient } from 'modelrunner-react'
import * as aiSdk from './with-ai-sdk.js'
import * as openAi from './with-openai.js'

/** What a recipe gives; the test asks for it by name. */
const recipes = {
  openai(client: Client) {
    const sdk = openAi.openai(client)
    return {
      stream: (prompt: string, onText: (text: string) => void) => openAi.stream(sdk, prompt, onText),
      callTool: (prompt: string) => openAi.callTool(sdk, prompt, weatherIn),
      askForJson: (prompt: string) => openAi.askForJson(sdk, prompt),
    }
  },
  'ai-sdk'(client: Client) {
    const model = aiSdk.languageModel(client)
    return {
      stream: (prompt: string, onText: (text: string) => void) => aiSdk.stream(model, prompt, onText),
      callTool: (prompt: string) => aiSdk.callTool(model, prompt, weatherIn),
      askForJson: (prompt: string) => aiSdk.askForJson(model, prompt),
    }
  },
}
type Client = ReturnType<typeof createModelRunnerClient>

const weatherIn = (city: string) => `18 °C in ${city}`

const client = createModelRunnerClient({ proxyUrl: '/api/modelrunner/proxy' })
Object.assign(globalThis, {
  recipes: Object.fromEntries(Object.entries(recipes).map(([name, make]) => [name, make(client)])),
})
