import { Agent, get } from 'node:http'

// A user who calls as fast as answers come, 50 at a time, in a process of its own: it must not slow the one who measures.
const [port, target] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
const headers = { 'x-user': 'eve', 'x-modelrunner-target-url': target }

function call() {
  get({ port, host: '127.0.0.1', agent, headers }, (incoming) => incoming.resume().once('end', call)).on(
    'error',
    call,
  )
}
for (let lane = 0; lane < 50; lane += 1) call()
