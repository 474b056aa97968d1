import type { Phrases } from '../localize.js'

/** French: conversations. */
export const frChat: Phrases = {
  chatLabel: 'Conversation',
  chatInput: 'Message',
  chatSend: 'Envoyer',
  chatStop: 'Arrêter',
  chatClear: 'Nouvelle conversation',
  chatEmpty: 'Envoyez un message pour commencer.',
  chatYou: 'Vous',
  chatAssistant: 'Assistant',
  chatThinking: 'Réflexion en cours…',
  chatReasoning: 'Raisonnement',
  chatStopped: 'Arrêté.',
  chatStoppedUnknown: 'Arrêté. La réponse entière peut tout de même être facturée.',
  chatCut: 'La réponse est incomplète.',
  chatCutUnknown:
    'La réponse a été interrompue. Recherche de la suite ; elle peut tout de même être facturée.',
  chatCost: 'Coût : {0}',
  chatTotal: 'Total : {0}',
  chatEdit: 'Modifier',
  chatEditing: 'Vous modifiez un message précédent. L’envoyer remplace tout ce qui suit.',
  chatEditCancel: 'Annuler la modification',
  chatAddImage: 'Ajouter une image',
  chatRemoveImage: 'Retirer {0}',
  chatImage: 'Image',
}
