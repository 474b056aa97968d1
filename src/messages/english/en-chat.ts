import type { ChatMessages } from '../areas/chat-messages.js'
import { formatExactMoney } from '../format-money.js'

/** English: conversations. */
export const enChat: ChatMessages = {
  chatLabel: 'Conversation',
  chatInput: 'Message',
  chatSend: 'Send',
  chatStop: 'Stop',
  chatClear: 'New conversation',
  chatEmpty: 'Send a message to start.',
  chatYou: 'You',
  chatAssistant: 'Assistant',
  chatThinking: 'Thinking…',
  chatReasoning: 'Reasoning',
  chatStopped: 'Stopped.',
  chatStoppedUnknown: 'Stopped. You may still be charged for the whole answer.',
  chatCut: 'The answer is incomplete.',
  chatCutUnknown: 'The answer was cut off. Checking for the rest; you may still be charged.',
  chatCost: (amount) => `Cost: ${formatExactMoney('en', amount)}`,
  chatTotal: (amount) => `Total: ${formatExactMoney('en', amount)}`,
  chatEdit: 'Edit',
  chatEditing: 'You are editing an earlier message. Sending it replaces everything after it.',
  chatEditCancel: 'Cancel editing',
  chatAddImage: 'Add image',
  chatRemoveImage: (name) => `Remove ${name}`,
  chatImage: 'Image',
}
