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
  /** Opens a message of the user's to be written anew. */
  chatEdit: string
  /** Above the input, while an earlier message is written anew. */
  chatEditing: string
  chatEditCancel: string
  /** Opens the dialog that picks images. */
  chatAddImage: string
  /** Takes an image out of a message that is not sent yet. */
  chatRemoveImage: (name: string) => string
  /** The text alternative of an image, of which nothing more is known. */
  chatImage: string
}
