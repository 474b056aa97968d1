/** ChatRunner. */
export interface ChatMessages {
  /** Names the conversation. */
  chatLabel: string
  chatInput: string
  chatSend: string
  /** Ends the reading of an answer. */
  chatStop: string
  /** Forgets the conversation. */
  chatClear: string
  chatEmpty: string
  chatYou: string
  chatAssistant: string
  chatThinking: string
  chatReasoning: string
  chatStopped: string
  /** Stopped, and whether it is charged is not known yet. */
  chatStoppedUnknown: string
  /** An answer that broke off. */
  chatCut: string
  chatCutUnknown: string
  /** Decimal string in USD: of one answer. */
  chatCost: (amount: string) => string
  /** Decimal string in USD: of the whole conversation. */
  chatTotal: (amount: string) => string
}
