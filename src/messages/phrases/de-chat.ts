import type { Phrases } from '../localize.js'

/** German: conversations. */
export const deChat: Phrases = {
  chatLabel: 'Unterhaltung',
  chatInput: 'Nachricht',
  chatSend: 'Senden',
  chatStop: 'Stoppen',
  chatClear: 'Neue Unterhaltung',
  chatEmpty: 'Zum Start eine Nachricht senden.',
  chatYou: 'Sie',
  chatAssistant: 'Assistent',
  chatThinking: 'Denkt nach …',
  chatReasoning: 'Überlegungen',
  chatStopped: 'Gestoppt.',
  chatStoppedUnknown: 'Gestoppt. Die ganze Antwort kann trotzdem berechnet werden.',
  chatCut: 'Die Antwort ist unvollständig.',
  chatCutUnknown: 'Die Antwort brach ab. Der Rest wird gesucht; sie kann trotzdem berechnet werden.',
  chatCost: 'Kosten: {0}',
  chatTotal: 'Gesamt: {0}',
  chatEdit: 'Bearbeiten',
  chatEditing: 'Sie bearbeiten eine frühere Nachricht. Beim Senden wird alles danach ersetzt.',
  chatEditCancel: 'Bearbeiten abbrechen',
  chatAddImage: 'Bild hinzufügen',
  chatRemoveImage: '{0} entfernen',
  chatImage: 'Bild',
}
