import type { Phrases } from '../localize.js'

/** Spanish: conversations. */
export const esChat: Phrases = {
  chatLabel: 'Conversación',
  chatInput: 'Mensaje',
  chatSend: 'Enviar',
  chatStop: 'Detener',
  chatClear: 'Nueva conversación',
  chatEmpty: 'Envía un mensaje para empezar.',
  chatYou: 'Tú',
  chatAssistant: 'Asistente',
  chatThinking: 'Pensando…',
  chatReasoning: 'Razonamiento',
  chatStopped: 'Detenida.',
  chatStoppedUnknown: 'Detenida. Es posible que se cobre la respuesta completa.',
  chatCut: 'La respuesta está incompleta.',
  chatCutUnknown: 'La respuesta se cortó. Se está buscando el resto; es posible que se cobre.',
  chatCost: 'Coste: {0}',
  chatTotal: 'Total: {0}',
  chatEdit: 'Editar',
  chatEditing: 'Está editando un mensaje anterior. Al enviarlo se sustituye todo lo que sigue.',
  chatEditCancel: 'Cancelar la edición',
  chatAddImage: 'Añadir imagen',
  chatRemoveImage: 'Quitar {0}',
  chatImage: 'Imagen',
}
